package io.parley.tools.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a document of YAML or JSON. Makes no objects of it, and so uses no reflection. Aliases of mappings and lists are
 * refused: a short text could stand for a very long one.
 */
public final class YamlText {

    private static final int DEEPEST = 60;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern ESCAPE = Pattern.compile("\\\\.");

    private YamlText() {}

    /**
     * Reads the only document of a text.
     *
     * @throws YamlException for anything else
     */
    public static YamlValue parse(String text) {
        try {
            Node node = composer(yaml(text)).getSingleNode();
            if (node == null) {
                throw new YamlException(1, "is empty");
            }
            return YamlValue.of(node);
        } catch (MarkedYAMLException malformed) {
            throw new YamlException(line(malformed.getProblemMark()), "is not YAML or JSON: " + malformed.getProblem());
        } catch (YAMLException unreadable) {
            throw new YamlException(1, "cannot be read: " + unreadable.getMessage());
        }
    }

    private static Composer composer(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(Integer.MAX_VALUE);
        return new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options);
    }

    /** Makes YAML of JSON, which may be indented by tabs, and may write a slash with a backslash before it. */
    private static String yaml(String written) {
        String text = written.startsWith(BYTE_ORDER_MARK) ? written.substring(1) : written;
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return text;
        }
        return ESCAPE.matcher(text.replace('\t', ' '))
                .replaceAll(escape -> Matcher.quoteReplacement(escape.group().equals("\\/") ? "/" : escape.group()));
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }
}
