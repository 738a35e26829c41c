package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://localhost:6379",
                "redis://localhost",
                "redis://:secret@localhost:6379/1",
                "rediss://user:sec%40ret@parley.redis.cache.windows.net:6380",
                "redis://[::1]:6379"
            })
    void readsAddresses(String address) {
        assertThat(RedisAddresses.parse(List.of(address), RedisType.STANDALONE)).containsExactly(URI.create(address));
        assertThat(RedisAddresses.parse(List.of(" " + address + " "), RedisType.STANDALONE))
                .containsExactly(URI.create(address));
    }

    @Test
    void readsSeveralNodesOfAClusterInTheirOrder() {
        assertThat(RedisAddresses.parse(List.of("redis://b:1", "redis://a:2/0"), RedisType.CLUSTER))
                .containsExactly(URI.create("redis://b:1"), URI.create("redis://a:2/0"));
    }

    @Test
    void readsOneNodeOfACluster() {
        assertThat(RedisAddresses.parse(List.of("rediss://:secret@b:1"), RedisType.CLUSTER))
                .containsExactly(URI.create("rediss://:secret@b:1"));
    }

    @Test
    void refusesSeveralHostsWhereThereIsNoCluster() {
        List<String> addresses = List.of("redis://:canary@b:1", "redis://:canary@a:2");

        assertThatThrownBy(() -> RedisAddresses.parse(addresses, RedisType.STANDALONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("REDIS_URL", "PARLEY_REDIS_TYPE")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:canary@b:1/2",
                "redis://b:1?password=canary",
                "redis://user:canary@b:1",
                "redis://canary@b:1"
            })
    void refusesWhatDoesNotGoWithACluster(String address) {
        assertThatThrownBy(() -> RedisAddresses.parse(List.of(address), RedisType.CLUSTER))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("REDIS_URL", "PARLEY_REDIS_TYPE")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://b:1, , redis://b:1",
        "redis://:secret@b:1, secret, redis://b:1",
        "rediss://default:se%2Bc%40ret@[::1]:1/0, se+c@ret, rediss://[::1]:1/0"
    })
    void takesThePasswordOutOfAnAddress(URI address, @Nullable String password, URI without) {
        assertThat(RedisAddresses.password(address)).isEqualTo(Optional.ofNullable(password));
        assertThat(RedisAddresses.withoutPassword(address)).isEqualTo(without);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "",
                "canary:6379",
                "//:canary@localhost:6379",
                "http://:canary@localhost:6379",
                "redis://:can ary@localhost:6379",
                "redis://:canary^@localhost:6379",
                "redis://:canary%@localhost:6379",
                "redis://:canary@",
                "redis:///canary",
                "redis:canary",
                "REDIS_URL=redis://:canary@localhost"
            })
    void refusesAnythingElseWithoutRepeatingIt(String address) {
        assertThatThrownBy(() -> RedisAddresses.parse(List.of(address), RedisType.STANDALONE))
                .isInstanceOf(ConfigurationException.class)
                .hasNoCause()
                .hasMessageContaining("REDIS_URL")
                .hasMessageNotContainingAny("can", "ary", "localhost");
    }
}
