package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the architecture's page with the code: which package may use which, and the keys and fields in Redis. */
class ArchitectureDocumentTest {

    private static final String DOCUMENT = read(Path.of("docs/architecture.md"));
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern FIELD = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\|$");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern HASH_COMMAND = Pattern.compile(
            "(?:redis\\.p?call\\(|read\\('hash', )'(HSET|HINCRBY|HGET|HMGET|HEXISTS|HDEL)', ([^,]+),\\s*");
    private static final Pattern LITERAL = Pattern.compile("'(\\w+)'");

    /** How scripts name the keys of each hash. */
    private static final Map<String, Set<String>> KEYS = Map.of(
            "conversation", Set.of("keys.conversation"),
            "turn", Set.of("keys.prefix .. id", "keys.turn", "turn"),
            "partitions", Set.of("key"));

    @Test
    void showsThePackagesThatTheCodeHas() {
        Map<String, Set<String>> shown = PACKAGE.matcher(DOCUMENT)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> names(NAME, row.group(2))));

        assertThat(shown).isEqualTo(ArchitectureTest.MAY_USE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation", "turn", "partitions"})
    void showsTheFieldsThatScriptsKnow(String hash) {
        String section =
                DOCUMENT.split("Fields of the hash `" + hash + "`:\n")[1].split("\n(?=[^|\n])")[0];

        assertThat(names(FIELD, section)).isNotEmpty().isEqualTo(fieldsInScripts(KEYS.get(hash)));
    }

    private static Set<String> fieldsInScripts(Set<String> keys) {
        Set<String> fields = new TreeSet<>();
        scripts().forEach(script -> HASH_COMMAND
                .matcher(script)
                .results()
                .filter(call -> keys.contains(call.group(2)))
                .forEach(call -> fields.addAll(fields(call.group(1), arguments(script.substring(call.end()))))));
        return fields;
    }

    private static Set<String> fields(String command, List<String> arguments) {
        int step = command.equals("HSET") ? 2 : command.equals("HINCRBY") ? arguments.size() : 1;
        Set<String> fields = new TreeSet<>();
        for (int i = 0; i < arguments.size(); i += step) {
            Matcher literal = LITERAL.matcher(arguments.get(i).strip());
            if (literal.matches()) {
                fields.add(literal.group(1));
            }
        }
        return fields;
    }

    /** The arguments up to the parenthesis that ends a call. */
    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; depth >= 0; i++) {
            char next = text.charAt(i);
            depth += next == '(' ? 1 : next == ')' ? -1 : 0;
            if (depth < 0 || depth == 0 && next == ',') {
                arguments.add(text.substring(from, i));
                from = i + 1;
            }
        }
        return arguments;
    }

    private static Stream<String> scripts() {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/parley/ledger"))) {
            return files.map(ArchitectureDocumentTest::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
