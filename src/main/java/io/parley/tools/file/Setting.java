package io.parley.tools.file;

import io.parley.tools.yaml.YamlException;
import io.parley.tools.yaml.YamlValue;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A setting of the operator's file, with its place. A mistake becomes a sentence that names the file's line, the setting and
 * what to write. It never contains the value, which may be a secret in the wrong place.
 */
final class Setting {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m)");

    private final String file;
    private final String path;
    private final YamlValue value;

    /** @param file its name for the operator */
    Setting(String file, String path, YamlValue value) {
        this.file = file;
        this.path = path;
        this.value = value;
    }

    /** @param message continues after the setting's path: "must be …" */
    ConfigurationException mistake(String message) {
        return mistake(value.line(), path.isEmpty() ? "The file " + message : path + " " + message);
    }

    private ConfigurationException mistake(int line, String sentence) {
        return new ConfigurationException("PARLEY_TOOLS_FILE: " + file + ", line " + line + ": " + sentence + ".");
    }

    YamlValue value() {
        return value;
    }

    /** Returns the settings below this one, by their keys. */
    Map<String, Setting> children() {
        if (!value.isMapping()) {
            throw mistake("must be a mapping of keys to values");
        }
        Map<String, Setting> children = new LinkedHashMap<>();
        try {
            value.entries()
                    .forEach((key, child) ->
                            children.put(key, new Setting(file, path.isEmpty() ? key : path + "." + key, child)));
        } catch (YamlException wrong) {
            throw mistake(wrong.line(), (path.isEmpty() ? "The file" : path) + " " + wrong.getMessage());
        }
        return children;
    }

    /** Refuses unknown keys: otherwise a misspelled one would be ignored. */
    void allow(Set<String> keys) {
        children().forEach((key, child) -> {
            if (!keys.contains(key)) {
                throw child.mistake("is not known here. Known are " + String.join(", ", new TreeSet<>(keys)));
            }
        });
    }

    Optional<Setting> optional(String key) {
        return Optional.ofNullable(children().get(key));
    }

    /** @param hint says what to write */
    Setting required(String key, String hint) {
        return optional(key).orElseThrow(() -> mistake("has no " + key + ". Write " + hint));
    }

    /** Returns a text that is not blank. */
    String text() {
        return value.text()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> mistake("must be a text"));
    }

    /** Returns a text of limited length. */
    String text(int longest) {
        String text = text();
        if (text.length() > longest) {
            throw mistake("is longer than " + longest + " characters");
        }
        return text;
    }

    /** Returns a list of texts. */
    List<String> texts() {
        if (!value.isList()) {
            throw mistake("must be a list");
        }
        return value.items().stream()
                .map(item -> new Setting(file, path, item).text())
                .toList();
    }

    boolean flag() {
        return switch (text().toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw mistake("must be yes or no");
        };
    }

    Duration duration(Duration longest) {
        Matcher matcher = DURATION.matcher(text());
        if (!matcher.matches()) {
            throw mistake("must be a duration such as 500ms, 10s or 1m");
        }
        Duration duration = parsed(matcher);
        if (duration.isZero() || duration.compareTo(longest) > 0) {
            throw mistake("must be more than 0 and at most " + longest.toSeconds() + "s");
        }
        return duration;
    }

    private static Duration parsed(Matcher matcher) {
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    /** Returns the constant that is written in lower case, with {@code -} for {@code _}. */
    <E extends Enum<E>> E choice(Class<E> type) {
        String text = text();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> written(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> mistake("must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Setting::written)
                                .collect(Collectors.joining(", "))));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
