package io.parley.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.net.HostAndPort;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can reach the playground: cases that real requests from one machine cannot show. */
class VisitTest {

    @ParameterizedTest
    @CsvSource({"127.0.0.1, localhost", "127.0.0.1, 127.0.0.1", "::1, [::1]", "0:0:0:0:0:0:0:1, LOCALHOST"})
    void letsThisMachineIn(String remoteAddress, String host) {
        assertThat(visit(remoteAddress, host, Map.of()).objection()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "192.168.1.20", "172.17.0.1", "::ffff:10.0.0.7", "fe80::1", "128.0.0.1"})
    void letsNoOtherMachineIn(String remoteAddress) {
        assertThat(visit(remoteAddress, "localhost", Map.of()).objection()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"elsewhere.example", "localhost.elsewhere.example", "127.0.0.1.elsewhere.example", "0.0.0.0"})
    void letsNobodyInWhoWasLedHereByAnotherName(String host) {
        assertThat(visit("127.0.0.1", host, Map.of()).objection()).isPresent();
    }

    @Test
    void letsNobodyInWhoNamesNoHost() {
        assertThat(new Visit("http", "127.0.0.1", null, MultiMap.caseInsensitiveMultiMap()).objection())
                .isPresent();
    }

    @Test
    void letsNobodyInWhoNamesTwoHosts() {
        MultiMap hosts =
                MultiMap.caseInsensitiveMultiMap().add("Host", "localhost:3978").add("Host", "elsewhere.example");

        assertThat(new Visit("http", "127.0.0.1", HostAndPort.create("localhost", 3978), hosts).objection())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "Via",
                "X-Real-IP",
                "CF-Ray",
                "True-Client-Port",
                "X-NginX-Proxy",
                "X-Traefik-Router",
                "X-Appgw-Trace-Id",
                "X-Varnish",
                "X-Cloud-Trace-Context",
                "X-SSL-Client-Cert",
                "Ssl-Client-Cert",
                "X-Request-Start",
                "Surrogate-Capability",
                "Max-Forwards"
            })
    void letsNobodyInWhoseRequestAProxyPassedOn(String header) {
        assertThat(visit("127.0.0.1", "localhost", Map.of(header, "x")).objection())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-Agent",
                "Accept-Language",
                "Content-Type",
                "Last-Event-ID",
                "Upgrade-Insecure-Requests",
                "traceparent"
            })
    void takesNoBrowserForAProxy(String header) {
        assertThat(visit("127.0.0.1", "localhost", Map.of(header, "x")).objection())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Origin, http://localhost:3978", "Sec-Fetch-Site, same-origin", "Sec-Fetch-Site, none"})
    void answersItsOwnPage(String header, String value) {
        assertThat(visit("127.0.0.1", "localhost", Map.of(header, value)).objection())
                .isEmpty();
    }

    @Test
    void letsAPersonFollowALinkFromAnywhere() {
        assertThat(visit("127.0.0.1", "localhost", Map.of("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"))
                        .objection())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://localhost:8080",
        "Origin, https://localhost:3978",
        "Origin, http://127.0.0.1:3978",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void answersNoOtherPage(String header, String value) {
        assertThat(visit("127.0.0.1", "localhost", Map.of(header, value)).objection())
                .isPresent();
    }

    private static Visit visit(String remoteAddress, String host, Map<String, String> headers) {
        return new Visit(
                "http",
                remoteAddress,
                HostAndPort.create(host, 3978),
                MultiMap.caseInsensitiveMultiMap().addAll(headers));
    }
}
