package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.http.RequestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://smba.trafficmanager.net/amer/v3/conversations/a%3A1/activities/2",
                "http://localhost:8080/a?b=c&d=%2F",
                "http://[::1]:9/",
                "https://example.com",
                "https://example.com/a#b",
                "https://example.com?b=c",
                "https://example.com?b=/c",
                "https://example.com#b/c",
                "https://user:secret@example.com/a",
                "https://example.com/a ",
            })
    void isTheAddressThatVertxWouldRead(String address) {
        RequestOptions expected = new RequestOptions().setAbsoluteURI(address);

        for (int call = 1; call <= 2; call++) {
            assertThat(RequestAddress.options(address))
                    .returns(expected.getHost(), RequestOptions::getHost)
                    .returns(expected.getPort(), RequestOptions::getPort)
                    .returns(expected.isSsl(), RequestOptions::isSsl)
                    .returns(expected.getURI(), RequestOptions::getURI);
        }
    }

    @Test
    void givesEachCallItsOwnRequest() {
        RequestAddress.options("http://localhost/a").setHost("other");

        assertThat(RequestAddress.options("http://localhost/a").getHost()).isEqualTo("localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "nothing", "ftp:/a", "no://where/"})
    void refusesWhatIsNoAddress(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> RequestAddress.options(address));
    }
}
