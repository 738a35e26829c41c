package io.parley.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.DefaultValuesConfigSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexedDefaultsTest {

    private static final Map<String, String> DEFAULTS = Map.of(
            "parley.port", "3978",
            "parley.clients.main.timeout", "1s",
            "parley.clients.*.timeout", "2s",
            "parley.clients.*.proxy.*.host", "localhost",
            "parley.hosts[*].port", "80",
            "parley.hosts[*]", "localhost",
            "parley.labels.*", "none",
            "*.level", "INFO");

    private final IndexedDefaults indexed = new IndexedDefaults(DEFAULTS, Set.of("parley.port"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parley.port",
                "parley.clients.main.timeout",
                "parley.clients.other.timeout",
                "parley.clients.\"a.b\".timeout",
                "parley.clients.*.timeout",
                "parley.clients.a.proxy.b.host",
                "parley.hosts[3].port",
                "parley.hosts[3]",
                "parley.labels.\"a.b\"",
                "category.level"
            })
    void findsTheSameDefaultAsSmallRye(String name) {
        assertThat(indexed.getValue(name)).isNotNull().isEqualTo(original().getValue(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "parley",
                "parley.clients.timeout",
                "parley.labels",
                "parley.clients.a.b.timeout",
                "parley.clients.other.timeout.unit",
                "%prod.parley.port",
                "%prod.parley.clients.other.timeout"
            })
    void findsNoDefaultWhereSmallRyeFindsNone(String name) {
        assertThat(indexed.getValue(name)).isNull();
        assertThat(original().getValue(name)).isNull();
    }

    @Test
    void listsTheGivenNamesOnly() {
        assertThat(indexed.getPropertyNames()).containsExactly("parley.port");
    }

    private static DefaultValuesConfigSource original() {
        return new DefaultValuesConfigSource(DEFAULTS, "original", 0);
    }
}
