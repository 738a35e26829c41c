package io.parley.authentication;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OpenIdMetadataClientTest {

    private static final String METADATA = "/v1/.well-known/openidconfiguration";
    private static final String KEYS = "/v1/.well-known/keys";

    private final WireMockServer provider = new WireMockServer(options().dynamicPort());
    private final OpenIdMetadataClient client = OpenIdMetadataClient.create();

    @BeforeEach
    void publish() {
        provider.start();
        publish(METADATA, okJson("{\"jwks_uri\":\"" + provider.url(KEYS) + "\"}"));
        publish(KEYS, okJson(TestIssuer.CONNECTOR.keysDocument()));
    }

    @AfterEach
    void stop() {
        provider.stop();
    }

    @Test
    void fetchesKeysEachTimeItIsAsked() {
        var keys = client.signingKeys(URI.create(provider.url(METADATA)));

        assertThat(keys.await().atMost(Duration.ofSeconds(10))).containsOnlyKeys("connector-1");
        assertThat(keys.await().atMost(Duration.ofSeconds(10))).containsOnlyKeys("connector-1");
        provider.verify(2, getRequestedFor(urlEqualTo(METADATA)));
        provider.verify(2, getRequestedFor(urlEqualTo(KEYS)));
    }

    @Test
    void readsADocumentOf200KiBInPieces() {
        publish(KEYS, okJson(keysOf(200 * 1024)));

        assertThat(signingKeys()).containsOnlyKeys("connector-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {METADATA, KEYS})
    void stopsReadingAfter256KiB(String document) {
        publish(document, okJson(keysOf(257 * 1024)));

        assertThatExceptionOfType(OpenIdMetadataException.class)
                .isThrownBy(this::signingKeys)
                .withMessageContaining("longer than 262144 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {METADATA, KEYS})
    void followsNoRedirect(String document) {
        publish("/elsewhere" + METADATA, okJson("{\"jwks_uri\":\"" + provider.url(KEYS) + "\"}"));
        publish("/elsewhere" + KEYS, okJson(TestIssuer.CONNECTOR.keysDocument()));
        publish(document, temporaryRedirect("/elsewhere" + document));

        assertThatThrownBy(this::signingKeys);
        provider.verify(0, getRequestedFor(urlEqualTo("/elsewhere" + document)));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 404, 500, 503})
    void takesNoKeysFromAnyAnswerBut200(int status) {
        publish(
                KEYS,
                aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/json")
                        .withBody(TestIssuer.CONNECTOR.keysDocument()));

        assertThatThrownBy(this::signingKeys);
    }

    @Test
    void goesToNoOtherHostForKeys() {
        WireMockServer other = new WireMockServer(options().dynamicPort());
        other.start();
        publish(METADATA, okJson("{\"jwks_uri\":\"http://127.0.0.1:" + other.port() + KEYS + "\"}"));

        assertThatExceptionOfType(OpenIdMetadataException.class).isThrownBy(this::signingKeys);

        assertThat(other.getAllServeEvents()).isEmpty();
        other.stop();
    }

    @Test
    void givesUpAfterFiveSeconds() {
        publish(KEYS, okJson("{}").withFixedDelay(30_000));

        assertThatThrownBy(this::signingKeys);
    }

    @ParameterizedTest
    @ValueSource(strings = {METADATA, KEYS})
    void givesUpAProviderThatDrips(String document) {
        publish(document, okJson(keysOf(20_000)).withChunkedDribbleDelay(400, 60_000));

        assertThatThrownBy(this::signingKeys);
    }

    @Test
    void readsNoEndlessError() {
        publish(KEYS, aResponse().withStatus(500).withBody("x".repeat(10_000_000)));

        assertThatThrownBy(this::signingKeys).hasMessageContaining("500");
    }

    private Map<String, SigningKey> signingKeys() {
        return client.signingKeys(URI.create(provider.url(METADATA))).await().atMost(Duration.ofSeconds(10));
    }

    private void publish(String path, ResponseDefinitionBuilder response) {
        provider.stubFor(get(urlEqualTo(path)).willReturn(response));
    }

    private static String keysOf(int length) {
        String document = TestIssuer.CONNECTOR.keysDocument();
        return document + " ".repeat(length - document.length());
    }
}
