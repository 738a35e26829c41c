package io.parley.knowledge.azure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.RudeServer;
import io.parley.credentials.AccessToken;
import io.parley.knowledge.Findings;
import io.parley.knowledge.Found;
import io.parley.knowledge.Language;
import io.parley.knowledge.Query;
import io.parley.knowledge.Search;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search in an index of Azure AI Search. */
@QuarkusTest
@NullUnmarked
class AzureSearchTest {

    @RegisterExtension
    static final WireMockExtension SERVICE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final String URL = "/indexes/docs/docs/search?api-version=2026-04-01";
    private static final String QUESTION = "How long may I return an opened item?";
    private static final String ANSWER = """
            {"@odata.context":"https://contoso.search.windows.net/indexes('docs')/$metadata#docs(*)",
             "value":[
              {"@search.score":0.0328,"@search.rerankerScore":2.94,"content":"Within 14 days.","title":"Returns\\n > Opened",
               "url":"https://docs.example/returns","lang":"en-GB"},
              {"@search.score":0.0311,"@search.rerankerScore":1.5,"content":"Ask us.","title":"Contact","url":null,"lang":null}]}
            """;

    @Inject
    Vertx vertx;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void searchesByWordsWithAKey() {
        answers(okJson(ANSWER));

        find(service());

        SERVICE.verify(postRequestedFor(urlEqualTo(URL))
                .withHeader("api-key", equalTo("query-key"))
                .withHeader("Authorization", absent())
                .withRequestBody(equalToJson("""
                        {"search":"How long may I return an opened item?","select":"content,title","top":3}""")));
    }

    @Test
    void searchesByWordsAndMeaningAndAsksForARanking() {
        answers(okJson(ANSWER));

        find(service(
                "semantic-configuration",
                "default",
                "vector-field",
                "vector",
                "filter",
                "public eq true",
                "url-field",
                "url",
                "language-field",
                "lang"));

        SERVICE.verify(postRequestedFor(urlEqualTo(URL)).withRequestBody(equalToJson("""
                {"search":"How long may I return an opened item?","select":"content,title,url,lang","top":3,
                 "filter":"public eq true",
                 "vectorQueries":[{"kind":"text","text":"How long may I return an opened item?","fields":"vector","k":50}],
                 "queryType":"semantic","semanticConfiguration":"default","semanticErrorHandling":"partial",
                 "semanticMaxWaitInMilliseconds":1500}""")));
    }

    @Test
    void presentsATokenOfTheIdentity() {
        answers(okJson(ANSWER));

        find(service("key", "", "identity", "managed"));

        SERVICE.verify(postRequestedFor(urlEqualTo(URL))
                .withHeader("Authorization", equalTo("Bearer token"))
                .withHeader("api-key", absent()));
    }

    @Test
    void readsPassagesWithTheirSourcesBestFirst() {
        answers(okJson(ANSWER));

        Findings findings = find(service("url-field", "url", "language-field", "lang"));

        assertThat(findings.searched()).isTrue();
        assertThat(findings.found()).extracting(Found::score).containsExactly(2.94, 1.5);
        assertThat(findings.found().get(0).passage()).satisfies(passage -> {
            assertThat(passage.text()).isEqualTo("Within 14 days.");
            assertThat(passage.titlePath()).isEqualTo("Returns > Opened");
            assertThat(passage.page().address()).contains(URI.create("https://docs.example/returns"));
            assertThat(passage.page().language()).isEqualTo(Language.ENGLISH);
        });
        assertThat(findings.found().get(1).passage().page().address()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "http://docs.example/returns",
                "https://user@docs.example/",
                "not an address",
                "/returns",
                ""
            })
    void makesNoLinkOfAnAddressThatUsersCannotBeSentTo(String address) {
        answers(okJson("{\"value\":[{\"@search.score\":1,\"content\":\"text\",\"title\":\"t\",\"url\":\"" + address
                + "\"}]}"));
        Search search = service("url-field", "url");

        assertThat(find(search).found().get(0).passage().page().address()).isEmpty();
        assertThat(search.hosts()).isEmpty();
    }

    @Test
    void knowsTheHostsOfTheAddressesThatItFound() {
        answers(okJson(ANSWER));
        Search search = service("url-field", "url");

        find(search);

        assertThat(search.hosts()).containsExactly("docs.example");
    }

    @Test
    void findsNothingWhereTheIndexHasNothing() {
        answers(okJson("{\"value\":[]}"));

        assertThat(find(service())).isEqualTo(new Findings(true, java.util.List.of()));
    }

    @Test
    void leavesOutDocumentsWithoutATextAndCutsLongOnes() {
        answers(okJson(
                "{\"value\":[{\"title\":\"t\"},{\"title\":\"\",\"content\":\"" + "word ".repeat(5_000) + "\"}]}"));

        assertThat(find(service()).found()).singleElement().satisfies(found -> {
            assertThat(found.passage().text().length()).isBetween(5_000, 6_000);
            assertThat(found.passage().titlePath()).isNotBlank();
        });
    }

    @Test
    void searchesAFollowUpTogetherWithTheQuestionBefore() {
        answers(okJson(ANSWER));

        service()
                .find(new Query("and on Windows?", "How do I install the probe?"), 3)
                .await()
                .atMost(Duration.ofSeconds(10));

        SERVICE.verify(postRequestedFor(urlEqualTo(URL)).withRequestBody(equalToJson("""
                {"search":"How do I install the probe?\\nand on Windows?","select":"content,title","top":3}""")));
    }

    @Test
    void searchesAQuestionWithWordsOfItsOwnAlone() {
        answers(okJson(ANSWER));

        service()
                .find(new Query("How do I reach the support?", "How do I install the probe?"), 3)
                .await()
                .atMost(Duration.ofSeconds(10));

        SERVICE.verify(postRequestedFor(urlEqualTo(URL)).withRequestBody(equalToJson("""
                {"search":"How do I reach the support?","select":"content,title","top":3}""")));
    }

    @Test
    void sendsNoOperatorsOfTheServicesLanguage() {
        answers(okJson(ANSWER));

        service()
                .find(Query.of("remove -force \"all\" re-start (a|b) +x* ~c\\d monitors"), 3)
                .await()
                .atMost(Duration.ofSeconds(10));

        SERVICE.verify(postRequestedFor(urlEqualTo(URL)).withRequestBody(equalToJson("""
                {"search":"remove  force  all  re-start  a b   x   c d monitors","select":"content,title","top":3}""")));
    }

    @Test
    void asksNothingForAQuestionWithoutAWordOfItsOwn() {
        assertThat(service()
                        .find(Query.of("Can you do that?"), 3)
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .searched())
                .isFalse();
        SERVICE.verify(0, postRequestedFor(urlEqualTo(URL)));
    }

    @Test
    void usesWhatTheServiceFoundWhereItsRankerGaveUp() {
        answers(jsonResponse(
                ANSWER.replace(",\"@search.rerankerScore\":2.94", "")
                        .replace(
                                "\"value\"",
                                "\"@search.semanticPartialResponseReason\":\"capacityOverloaded\",\"value\""),
                206));

        assertThat(find(service("semantic-configuration", "default")).found())
                .hasSize(2)
                .first()
                .extracting(Found::score)
                .isEqualTo(0.0328);
        assertThat(unranked()).isEqualTo(1);
    }

    @Test
    void searchesWithoutTheRankerWhileItsFreeSearchesAreUsedUp() {
        SERVICE.stubFor(post(urlEqualTo(URL))
                .withRequestBody(com.github.tomakehurst.wiremock.client.WireMock.containing("semantic"))
                .willReturn(error(402, "Free Query Semantic Usage's exceeded for the month.")));
        SERVICE.stubFor(post(urlEqualTo(URL))
                .withRequestBody(com.github.tomakehurst.wiremock.client.WireMock.notContaining("semantic"))
                .willReturn(okJson(ANSWER)));
        Search search = service("semantic-configuration", "default");

        assertThat(find(search).found()).hasSize(2);
        assertThat(find(search).found()).hasSize(2);

        SERVICE.verify(3, postRequestedFor(urlEqualTo(URL)));
        assertThat(unranked()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "400, Could not find a property named 'contents' on type 'search.document'., PARLEY_KNOWLEDGE_SEARCH_",
        "401, '', PARLEY_KNOWLEDGE_SEARCH_KEY",
        "403, '', PARLEY_KNOWLEDGE_SEARCH_KEY",
        "404, The index 'docs' was not found., PARLEY_KNOWLEDGE_SEARCH_INDEX",
        "302, '', 302",
    })
    void saysWhatToCheckWhereTheServiceRefusesAndDoesNotAskAgain(int status, String message, String advice) {
        answers(error(status, message).withHeader("Location", SERVICE.baseUrl() + "/elsewhere"));

        assertThat(failure(service()))
                .isInstanceOf(AzureSearchException.Refused.class)
                .hasMessageContaining(advice)
                .hasMessageNotContainingAny(QUESTION, "query-key");
        assertThat(SERVICE.getAllServeEvents()).hasSize(1);
    }

    @Test
    void saysThatTheIdentityNeedsARole() {
        answers(aResponse().withStatus(403));

        assertThat(failure(service("key", "", "identity", "managed")))
                .hasMessageContaining("Search Index Data Reader")
                .hasMessageNotContaining("Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Failed to parse query string 'How do I \\\"install\\\" it (the probe)? and on Windows?'.",
                "Failed to parse query string 'How do I  install  it  the probe ?  and on Windows?'.",
                "Syntax error near 'on Windows'.",
            })
    void keepsTheQuestionOutOfWhatItSays(String message) {
        answers(error(400, message));
        Query query = new Query("and on Windows?", "How do I \"install\" it (the probe)?");

        assertThat(catchThrowable(() -> service().find(query, 3).await().atMost(Duration.ofSeconds(10))))
                .hasMessageContaining("400")
                .hasMessageNotContainingAny("install", "probe", "Windows");
    }

    @Test
    void namesTheServicesCodeForItsRefusal() {
        answers(jsonResponse("{\"error\":{\"code\":\"InvalidRequestParameter\",\"message\":\"…\"}}", 400));

        assertThat(failure(service())).hasMessageContaining("InvalidRequestParameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"How long may I return it?\"", "\"line\\nbreak\"", "{\"a\":1}", "7", "\"\""})
    void ignoresWhatIsNoCode(String code) {
        answers(jsonResponse("{\"error\":{\"code\":" + code + "}}", 404));

        assertThat(failure(service())).hasMessageContaining(" answered 404. Check ");
    }

    @Test
    void ignoresALongCode() {
        answers(jsonResponse("{\"error\":{\"code\":\"" + "a".repeat(65) + "\"}}", 404));

        assertThat(failure(service())).hasMessageContaining(" answered 404. Check ");
    }

    @Test
    void refusesAnAnswerOfVeryManyValues() {
        answers(okJson(ANSWER.replace("\"value\"", "\"@more\":[" + "[],".repeat(100_000) + "[]],\"value\"")));

        assertThat(failure(service())).isInstanceOf(AzureSearchException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void asksOnceMoreWhereTheServiceFails(int status) {
        answersFirst(error(status, "Failed to execute request. Reduce the rate of requests."));

        assertThat(find(service()).found()).hasSize(2);
    }

    @Test
    void asksOnceMoreWhereTheConnectionBreaks() {
        answersFirst(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(find(service()).found()).hasSize(2);
    }

    @Test
    void waitsAsLongAsTheServiceAsks() {
        answersFirst(error(429, "").withHeader("Retry-After", "1"));
        long start = System.nanoTime();

        assertThat(find(service()).found()).hasSize(2);
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(900).toNanos());
    }

    @Test
    void leavesTheServiceAloneForAsLongAsItAsks() {
        answers(error(503, "").withHeader("Retry-After", "30"));
        Search search = service();

        assertThat(failure(search)).isInstanceOf(AzureSearchException.Unavailable.class);
        assertThat(failure(search)).hasMessageContaining("not to be called");

        assertThat(SERVICE.getAllServeEvents()).hasSize(1);
    }

    @Test
    void givesUpAfterTheSecondTry() {
        answers(error(503, ""));

        assertThat(failure(service())).isInstanceOf(AzureSearchException.Unavailable.class);
        assertThat(SERVICE.getAllServeEvents()).hasSize(2);
    }

    @Test
    void endsASearchInTime() {
        answers(okJson(ANSWER).withFixedDelay(20_000));

        assertThat(failure(service("timeout", "300ms"))).hasMessageContaining("PARLEY_KNOWLEDGE_SEARCH_TIMEOUT");
    }

    @Test
    void endsASearchInTimeThoughTheAnswerDrips() {
        try (RudeServer rude = new RudeServer(RudeServer.dripping("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"))) {
            assertThat(failure(service("endpoint", rude.url(), "timeout", "500ms")))
                    .hasMessageContaining("PARLEY_KNOWLEDGE_SEARCH_TIMEOUT");
        }
    }

    @Test
    void endsASearchWhoseAnswerHasNoEnd() {
        try (RudeServer rude = new RudeServer(RudeServer.flooding(
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n{\"value\":[", "{},".repeat(1_000)))) {
            assertThat(failure(service("endpoint", rude.url(), "timeout", "10s")))
                    .hasMessageContaining("bytes");
            assertThat(rude.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<html>a proxy</html>; ENDPOINT",
                "{}; ENDPOINT",
                "{\"value\":\"none\"}; ENDPOINT",
                "{\"value\":[{\"title\":\"t\"}]}; CONTENT_FIELD",
            })
    void refusesWhatIsNoAnswerToASearch(String body, String variable) {
        answers(okJson(body));

        assertThat(failure(service())).hasMessageContaining("PARLEY_KNOWLEDGE_SEARCH_" + variable);
    }

    @Test
    void readsAsManyPassagesAsAreAskedFor() {
        answers(okJson(IntStream.range(0, 3)
                .mapToObj(number -> "{\"content\":\"" + number + "\",\"title\":\"t\"}")
                .collect(java.util.stream.Collectors.joining(",", "{\"value\":[", "]}"))));

        assertThat(find(service()).found()).hasSize(3);
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        SERVICE.stubFor(post(urlEqualTo(URL)).willReturn(answer));
    }

    private static void answersFirst(ResponseDefinitionBuilder failure) {
        SERVICE.stubFor(post(urlEqualTo(URL))
                .inScenario("retry")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(failure)
                .willSetStateTo("failed"));
        SERVICE.stubFor(post(urlEqualTo(URL))
                .inScenario("retry")
                .whenScenarioStateIs("failed")
                .willReturn(okJson(ANSWER)));
    }

    private static ResponseDefinitionBuilder error(int status, String message) {
        return jsonResponse("{\"error\":{\"code\":\"\",\"message\":\"" + message + "\"}}", status);
    }

    private Search service(String... settings) {
        String[] all = new String[settings.length + 4];
        all[0] = "endpoint";
        all[1] = SERVICE.baseUrl();
        all[2] = "key";
        all[3] = "query-key";
        System.arraycopy(settings, 0, all, 4, settings.length);
        return new AzureSearchBeans(
                        AzureConfigs.of(all),
                        kind -> resource -> () -> Uni.createFrom()
                                .item(new AccessToken("token", Instant.EPOCH, Instant.EPOCH.plusSeconds(3_600))),
                        vertx,
                        registry)
                .opened()
                .orElseThrow();
    }

    private static Findings find(Search search) {
        return search.find(Query.of(QUESTION), 3).await().atMost(Duration.ofSeconds(20));
    }

    private static Throwable failure(Search search) {
        return catchThrowable(() -> find(search));
    }

    private double unranked() {
        return registry.counter("parley.knowledge.search.unranked").count();
    }
}
