package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.redis.client.impl.RedisURI;
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

    /** redis-cli reads them in the same way. */
    @ParameterizedTest
    @CsvSource({
        "redis://:se+cret@localhost:6379, , se+cret",
        "redis://:se%2Bcret@localhost:6379, , se+cret",
        "redis://:se%2bc+ret@localhost:6379, , se+c+ret",
        "redis://:se%20c+ret@localhost:6379, , se c+ret",
        "redis://:se%25cret@localhost:6379, , se%cret",
        "redis://:se%252Bcret@localhost:6379, , se%2Bcret",
        "redis://:%40%3A%2F%23%3F%2C@localhost:6379, , '@:/#?,'",
        "redis://:se:cret@localhost:6379, , se:cret",
        "redis://:s%C3%A4%E3%81%82@localhost:6379, , säあ",
        "redis://us+er:se+cret@localhost:6379/1, us+er, se+cret",
        "redis://us%3Aer:secret@localhost:6379/1, us:er, secret",
        "rediss://user:se+cret@[::1]:6380, user, se+cret",
        "redis://:@localhost:6379, , ''",
        "redis://localhost:6379?password=se+cret, , se+cret",
        "redis://localhost:6379?user=us+er&password=se%40cret&db=3, us+er, se@cret",
    })
    void readsUsersAndPasswordsWithPercentEscapesOnly(String address, @Nullable String user, String password) {
        URI read = RedisAddresses.parse(List.of(address), RedisType.STANDALONE)
                .iterator()
                .next();

        assertThat(new RedisURI(read.toString())).returns(user, RedisURI::user).returns(password, RedisURI::password);
        if (read.getUserInfo() != null) {
            assertThat(UserInfo.password(read)).hasValue(password);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "redis://localhost, 6379, ",
        "redis://localhost:7000/, 7000, ",
        "redis://:se+cret@localhost:7000/12, 7000, 12",
        "redis://[2001:db8::1]:7000/0, 7000, 0",
        "redis://localhost:7000?db=2, 7000, 2",
    })
    void readsPortsAndDatabases(String address, int port, @Nullable Integer database) {
        URI read = RedisAddresses.parse(List.of(address), RedisType.STANDALONE)
                .iterator()
                .next();

        assertThat(new RedisURI(read.toString()))
                .returns(database, RedisURI::select)
                .returns(port, uri -> uri.socketAddress().port());
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
    @ValueSource(strings = {"redis://:canary@b:1/2", "redis://b:1?password=canary", "redis://user:canary@b:1"})
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
        assertThat(UserInfo.password(address)).isEqualTo(Optional.ofNullable(password));
        assertThat(UserInfo.withoutPassword(address)).isEqualTo(without);
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
                "redis://canary@localhost:6379",
                "redis://:can@ary@localhost:6379",
                "redis://:can/ary@localhost:6379",
                "redis://:can#ary@localhost:6379",
                "redis://:can?ary@localhost:6379",
                "redis://user:7/canary@localhost:6379",
                "redis://user:7?canary@localhost:6379",
                "redis://user:7#canary@localhost:6379",
                "redis://user:7#canary",
                "redis://localhost:6379/canary",
                "redis://:canary%zz@localhost:6379",
                "redis://:canary%F@localhost:6379",
                "redis://:canary%FF@localhost:6379",
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
