package io.parley.credentials;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.junit5.WireMockRuntimeInfo;
import java.util.stream.Stream;

/** Entra, and the platform with managed identities. Both give tokens unless a test stubs something else. */
final class AzureServer extends WireMockExtension {

    static final String ENTRA_TOKEN = "eyJ0eXAiOiJKV1Qi.fake.sig";
    static final String MANAGED_TOKEN = "managed.token";

    AzureServer() {
        super(WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()));
    }

    @Override
    protected void onBeforeEach(WireMockRuntimeInfo server) {
        stubFor(post(anyUrl()).willReturn(okJson(Fixtures.read("entra_token_200.json"))));
        stubFor(get(anyUrl())
                .willReturn(okJson("{\"access_token\": \"" + MANAGED_TOKEN + "\", \"expires_in\": 86399}")));
    }

    /** Returns settings with the identity endpoint of App Service here, and more. */
    CredentialsConfig platform(String... settings) {
        Stream<String> endpoint =
                Stream.of("managed-identity.endpoint", baseUrl() + "/msi/token", "managed-identity.header", "a.header");
        return Settings.of(Stream.concat(endpoint, Stream.of(settings)).toArray(String[]::new));
    }
}
