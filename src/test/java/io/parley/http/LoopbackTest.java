package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://contoso.example",
                "HTTPS://contoso.example:8443/path",
                "http://localhost:3978",
                "http://LOCALHOST",
                "http://127.0.0.1:1",
                "http://127.1.2.3",
                "http://[::1]:3978"
            })
    void isSafeByHttpsOrOnThisMachine(String address) {
        assertThat(Loopback.isSafe(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://contoso.example",
                "http://localhost.contoso.example",
                "http://127.0.0.1.contoso.example",
                "http://0.0.0.0",
                "http://10.0.0.1",
                "http://[::2]",
                "http://127.1",
                "http://2130706433",
                "ftp://localhost",
                "localhost:3978",
                "https:///path",
                "/path"
            })
    void isNotSafeElsewhere(String address) {
        assertThat(Loopback.isSafe(URI.create(address))).isFalse();
    }
}
