package io.parley.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net/amer",
        "https://smba.trafficmanager.net/amer/, HTTPS://SMBA.TrafficManager.net/amer/",
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net:443/amer/",
        "https://webchat.botframework.com, https://webchat.botframework.com/",
        "http://localhost:56150/_connector, http://localhost:56150/_connector/",
        "http://localhost:80/, http://localhost",
    })
    void takesTwoSpellingsForOneAddress(String one, String other) {
        assertThat(ServiceUrl.parse(one)).isPresent().isEqualTo(ServiceUrl.parse(other));
    }

    @ParameterizedTest
    @CsvSource({
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net/AMER/",
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net/amer//",
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net/%61mer/",
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net/amer/../amer/",
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net/amer/?to=elsewhere",
        "https://smba.trafficmanager.net/amer/, https://someone@smba.trafficmanager.net/amer/",
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net.example.com/amer/",
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net:8443/amer/",
        "https://smba.trafficmanager.net/amer/, http://smba.trafficmanager.net/amer/",
        "https://localhost/, https://localhost:80/",
    })
    void keepsTwoAddressesApart(String one, String other) {
        assertThat(ServiceUrl.parse(one)).isPresent().isNotEqualTo(ServiceUrl.parse(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/amer",
                "smba.trafficmanager.net/amer",
                "//smba.trafficmanager.net/amer",
                "ftp://smba.trafficmanager.net/",
                "urn:botframework:websocket:1",
                "https:///amer",
                "https://smba.trafficmanager.net/#amer",
                "https://smba trafficmanager.net/",
                "mailto:bot@example.com"
            })
    void takesOnlyHttpAddressesOfHosts(String text) {
        assertThat(ServiceUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:56150/_connector",
                "http://127.0.0.1:3978",
                "http://LOCALHOST/",
                "http://[::1]:5000/",
                "https://127.1.2.3/"
            })
    void knowsThisMachine(String text) {
        assertThat(ServiceUrl.parse(text))
                .hasValueSatisfying(url -> assertThat(url.isLoopback()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost.example.com/",
                "http://127.0.0.1.example.com/",
                "http://0.0.0.0/",
                "http://10.0.0.1/",
                "http://localhost@example.com/",
                "http://[::2]/",
                "http://1270.0.0.1.nip.io/"
            })
    void takesNoOtherHostForThisMachine(String text) {
        assertThat(ServiceUrl.parse(text))
                .hasValueSatisfying(url -> assertThat(url.isLoopback()).isFalse());
    }
}
