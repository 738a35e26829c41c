package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.ConfigMappings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked
class RedisClientOptionsTest {

    private static final String PLAIN = "redis://:secret@127.0.0.1:1";
    private static final String ENCRYPTED = "rediss://:secret@127.0.0.1:1";
    private static final Optional<String> NAMED = Optional.of("named");

    @ParameterizedTest
    @EnumSource
    void stopsTheStartWithoutTlsThatIsSet(RedisType type) {
        assertStops(type, Optional.empty(), options(true, PLAIN));
    }

    /** Quarkus turns TLS off, and warns. */
    @ParameterizedTest
    @EnumSource
    void stopsTheStartWithoutTlsThatIsNamed(RedisType type) {
        assertStops(type, NAMED, options(false, PLAIN));
    }

    @Test
    void stopsTheStartIfOneNodeIsWithoutTls() {
        assertStops(RedisType.CLUSTER, Optional.empty(), options(true, ENCRYPTED, PLAIN));
    }

    @ParameterizedTest
    @EnumSource
    void startsWithTlsOfTheAddress(RedisType type) {
        assertStarts(type, Optional.empty(), options(true, ENCRYPTED));
        assertStarts(type, NAMED, options(true, ENCRYPTED));
    }

    @ParameterizedTest
    @EnumSource
    void startsWithoutTls(RedisType type) {
        assertStarts(type, Optional.empty(), options(false, PLAIN));
    }

    private static void assertStops(RedisType type, Optional<String> named, RedisOptions options) {
        assertThatThrownBy(() -> of(type, named).customize("<default>", options))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("REDIS_URL")
                .hasMessageNotContaining("secret");
    }

    private static void assertStarts(RedisType type, Optional<String> named, RedisOptions options) {
        RedisClientOptions client = of(type, named);

        client.customize("<default>", options);

        assertThat(client.options()).isSameAs(options);
    }

    private static RedisClientOptions of(RedisType type, Optional<String> named) {
        Map<String, String> settings = Map.of("type", type.name());
        return new RedisClientOptions(ConfigMappings.of(RedisConfig.class, settings), named);
    }

    private static RedisOptions options(boolean ssl, String... addresses) {
        RedisOptions options = new RedisOptions().setEndpoints(List.of(addresses));
        options.getNetClientOptions().setSsl(ssl);
        return options;
    }
}
