package io.parley.tools.file;

import io.parley.tools.yaml.YamlException;
import io.parley.tools.yaml.YamlText;
import io.parley.tools.yaml.YamlValue;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Reads files of YAML or JSON within a limit of size. */
final class Reading {

    static final int LONGEST_TOOLS_FILE = 1024 * 1024;
    static final int LONGEST_DOCUMENT = 8 * 1024 * 1024;

    private Reading() {}

    /** @param mistake makes the failure from a sentence that continues after the file's name */
    static YamlValue read(Path file, int longest, Function<String, ConfigurationException> mistake) {
        try {
            if (Files.size(file) > longest) {
                throw mistake.apply("is longer than " + longest / 1024 / 1024 + " MiB");
            }
            return YamlText.parse(Files.readString(file));
        } catch (YamlException malformed) {
            throw mistake.apply("line " + malformed.line() + " " + malformed.getMessage());
        } catch (CharacterCodingException notText) {
            throw mistake.apply("is not UTF-8");
        } catch (IOException unreadable) {
            throw mistake.apply("cannot be read: there is no such file, or it may not be read");
        }
    }
}
