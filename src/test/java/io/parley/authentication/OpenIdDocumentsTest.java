package io.parley.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenIdDocumentsTest {

    private static final URI METADATA = URI.create("https://login.botframework.com/v1/.well-known/openidconfiguration");

    @ParameterizedTest
    @ValueSource(
            strings = {"https://login.botframework.com/v1/.well-known/keys", "https://LOGIN.botframework.com/keys"})
    void findsTheKeysOnTheSameHost(String location) {
        assertThat(OpenIdDocuments.keysLocation("{\"jwks_uri\":\"" + location + "\"}", METADATA))
                .isEqualTo(URI.create(location));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jwks_uri\":\"https://attacker.example.com/keys\"}",
                "{\"jwks_uri\":\"https://login.botframework.com.example.com/keys\"}",
                "{\"jwks_uri\":\"https://login.botframework.com@attacker.example.com/keys\"}",
                "{\"jwks_uri\":\"http://login.botframework.com/keys\"}",
                "{\"jwks_uri\":\"/keys\"}",
                "{\"jwks_uri\":\"file:///etc/keys\"}",
                "{\"jwks_uri\":\"not an address\"}",
                "{\"jwks_uri\":1}",
                "{}",
                "[]",
                "null",
                "",
                "<html></html>"
            })
    void followsMetadataToNoOtherPlace(String document) {
        assertThatExceptionOfType(OpenIdMetadataException.class)
                .isThrownBy(() -> OpenIdDocuments.keysLocation(document, METADATA));
    }

    @Test
    void readsAKeyWithItsEndorsements() {
        assertThat(OpenIdDocuments.signingKeys(TestIssuer.CONNECTOR.keysDocument()))
                .hasEntrySatisfying("connector-1", key -> {
                    assertThat(key.publicKey())
                            .isEqualTo(TestIssuer.CONNECTOR.key().getPublicKey());
                    assertThat(key.endorsements()).containsExactlyInAnyOrder("msteams", "webchat");
                });
    }

    @Test
    void passesOverACertificateThatItCannotRead() {
        TestIssuer issuer = TestIssuer.CONNECTOR.publishing(Map.of("x5c", List.of("nonsense"), "x5t", "nonsense"));

        assertThat(OpenIdDocuments.signingKeys(issuer.keysDocument())).containsKey("connector-1");
    }

    @ParameterizedTest
    @MethodSource
    void passesOverKeysForOtherPurposes(String name, Object value) {
        TestIssuer issuer = TestIssuer.CONNECTOR.publishing(Map.of(name, value));

        assertThatExceptionOfType(OpenIdMetadataException.class)
                .isThrownBy(() -> OpenIdDocuments.signingKeys(issuer.keysDocument()));
    }

    static Stream<Arguments> passesOverKeysForOtherPurposes() {
        return Stream.of(
                Arguments.of("kty", "oct"),
                Arguments.of("kty", "EC"),
                Arguments.of("use", "enc"),
                Arguments.of("alg", "RS512"),
                Arguments.of("kid", 1),
                Arguments.of("n", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"keys\":[]}", "{\"keys\":{}}", "{\"keys\":[1,null,\"key\",{}]}", "[]", "null"})
    void refusesADocumentWithoutKeys(String document) {
        assertThatExceptionOfType(OpenIdMetadataException.class)
                .isThrownBy(() -> OpenIdDocuments.signingKeys(document));
    }
}
