package io.parley.credentials;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.TextNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.parley.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EntraTokenSourceTest {

    private static final String SECRET = "s~3cr3t+with&odd=signs %41/é";

    private static final WireMockServer ENTRA = new WireMockServer(options().dynamicPort());
    private final MutableClock clock = new MutableClock();

    @BeforeAll
    static void start() {
        ENTRA.start();
    }

    @AfterAll
    static void stop() {
        ENTRA.stop();
    }

    @BeforeEach
    void reset() {
        ENTRA.resetAll();
    }

    @Test
    void asksWithTheSecretAsAForm() {
        entraAnswers(token("\"expires_in\": 3599"));
        ask();

        ENTRA.verify(postRequestedFor(urlEqualTo("/home.example/oauth2/v2.0/token"))
                .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
                .withHeader("Authorization", absent())
                .withFormParam("grant_type", equalTo("client_credentials"))
                .withFormParam("client_id", equalTo("app"))
                .withFormParam("client_secret", equalTo(SECRET))
                .withFormParam("scope", equalTo("https://api.botframework.com/.default")));
    }

    @Test
    void asksWithAnAssertionAsAForm() {
        entraAnswers(aResponse().withBody(Fixtures.read("entra_token_200.json")));
        ClientAssertion assertion = application -> Uni.createFrom().item("of." + application.id());

        assertThat(ask(assertion).value()).isEqualTo("eyJ0eXAiOiJKV1Qi.fake.sig");
        ENTRA.verify(postRequestedFor(urlEqualTo("/home.example/oauth2/v2.0/token"))
                .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
                .withFormParam("grant_type", equalTo("client_credentials"))
                .withFormParam("client_id", equalTo("app"))
                .withFormParam(
                        "client_assertion_type", equalTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
                .withFormParam("client_assertion", equalTo("of.app"))
                .withFormParam("client_secret", absent())
                .withFormParam("scope", equalTo("https://api.botframework.com/.default")));
    }

    @Test
    void asksNobodyWithoutAnAssertion() {
        ClientAssertion assertion =
                application -> Uni.createFrom().failure(new CredentialException("There is no token file"));

        assertThat(catchThrowable(() -> ask(assertion)))
                .isExactlyInstanceOf(CredentialException.class)
                .hasMessage("There is no token file");
        ENTRA.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void aSecretIsMasked() {
        assertThat(new ClientSecret(SECRET).toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"expires_in\": 3599", "\"expires_in\": \"3599\""})
    void countsTheLifetimeFromWhenItAsked(String lifetime) {
        entraAnswers(token(lifetime));

        assertThat(ask())
                .isEqualTo(new AccessToken("fake.token", MutableClock.START, MutableClock.START.plusSeconds(3599)));
    }

    @Test
    void asksEachTime() {
        entraAnswers(token("\"expires_in\": 3599"));
        ask();
        ask();

        ENTRA.verify(2, postRequestedFor(anyUrl()));
    }

    @Test
    void namesTheCodesOfARefusalAndWhatToDo() {
        entraAnswers(aResponse().withStatus(401).withBody(Fixtures.read("entra_error_401.json")));

        assertThat(catchThrowable(this::ask))
                .isInstanceOf(CredentialException.Rejected.class)
                .hasMessage("Entra refused the credentials: status 401, invalid_client, AADSTS7000215."
                        + " Set MICROSOFT_APP_PASSWORD to the value of one of the application's secrets, not to the"
                        + " secret's id.")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "400, true",
        "401, true",
        "403, true",
        "404, true",
        "408, false",
        "429, false",
        "500, false",
        "503, false",
        "302, false",
    })
    void tellsARefusalFromAFailure(int status, boolean permanent) {
        entraAnswers(aResponse().withStatus(status).withBody("<html>not JSON</html>"));

        assertThat(catchThrowable(this::ask))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("status " + status)
                .matches(failure -> permanent == failure instanceof CredentialException.Rejected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"access_token\": \"fake.token\"}",
                "{\"access_token\": \"\", \"expires_in\": 3599}",
                "{\"access_token\": \"fake.token\", \"expires_in\": 0}",
                "{\"access_token\": \"fake.token\", \"expires_in\": 9223372036854775807}",
                "not JSON, fake.token",
                "",
            })
    void refusesAnAnswerThatIsNoToken(String body) {
        entraAnswers(aResponse().withStatus(200).withBody(body));

        assertThat(catchThrowable(this::ask))
                .isInstanceOf(CredentialException.class)
                .hasMessageNotContaining("fake.token");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void tellsHowLongEntraWantsToBeLeftAlone(int status) {
        entraAnswers(aResponse().withStatus(status).withHeader("Retry-After", "17"));

        assertThat(((CredentialException) catchThrowable(this::ask)).getWait()).contains(Duration.ofSeconds(17));
    }

    @Test
    void followsNoRedirect() {
        ENTRA.stubFor(post(urlEqualTo("/home.example/oauth2/v2.0/token"))
                .willReturn(aResponse().withStatus(307).withHeader("Location", ENTRA.baseUrl() + "/elsewhere")));

        assertThat(catchThrowable(this::ask)).isInstanceOf(CredentialException.class);
        ENTRA.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void failsForNowWhenTheConnectionIsLost() {
        entraAnswers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(catchThrowable(this::ask))
                .isExactlyInstanceOf(CredentialException.class)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void failsForNowWhenNoAnswerComes() {
        entraAnswers(aResponse().withStatus(200).withFixedDelay(5_000));

        assertThat(catchThrowable(this::ask)).isExactlyInstanceOf(CredentialException.class);
    }

    @Test
    void anAnswerIsMasked() {
        assertThat(new EntraAnswer(200, new TextNode("fake.token"), Optional.empty()).toString())
                .doesNotContain("fake.token");
    }

    private void entraAnswers(ResponseDefinitionBuilder answer) {
        ENTRA.stubFor(post(anyUrl()).willReturn(answer));
    }

    private static ResponseDefinitionBuilder token(String lifetime) {
        return aResponse()
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody("{\"token_type\": \"Bearer\", " + lifetime + ", \"access_token\": \"fake.token\"}");
    }

    private AccessToken ask() {
        return ask(new ClientSecret(SECRET));
    }

    private AccessToken ask(ClientCredential credential) {
        EntraApi api = EntraApi.at(ENTRA.baseUrl(), Settings.of());
        Application application = new Application("home.example", "app");
        return new EntraTokenSource(api, application, credential, "https://api.botframework.com", clock)
                .token()
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
