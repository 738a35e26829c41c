package io.parley.messages;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.notMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.parley.authentication.TestIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jspecify.annotations.Nullable;

/**
 * Stand-ins for all peers of Parley, over real HTTP on one port: the Bot Connector under {@code /connector}, Azure OpenAI under
 * {@code /model}, Entra under {@code /<tenant>}, the platform's managed identity under {@code /msi}, the Connector's OpenID
 * metadata under {@code /openid}; and a collector of traces.
 */
public final class Surroundings {

    static final String APP_ID = "11111111-2222-3333-4444-555555555555";
    static final String APP_PASSWORD = "canary-app-password";
    static final String MODEL_KEY = "canary-model-key";
    static final String BOT_TOKEN = "canary-bot-token";
    static final String OTHER_BOT = "66666666-2222-3333-4444-555555555555";
    static final String OTHER_BOT_TOKEN = "canary-token-for-another-bot";
    static final String IDENTITY_HEADER = "canary-identity-header";
    static final String TENANT = "99999999-8888-7777-6666-555555555555";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final TestIssuer issuer = new TestIssuer(
            "connector-key", Map.of("endorsements", List.of("msteams", "webchat", "emulator", "directline")));
    private final TestIssuer stranger = new TestIssuer("connector-key", Map.of());

    void start() {
        server.start();
        serve(get("/openid/configuration"), okJson("{\"jwks_uri\":\"" + address("/openid/keys") + "\"}"));
        serve(get("/openid/keys"), okJson(issuer.keysDocument()));
        serve(
                post("/" + TENANT + "/oauth2/v2.0/token"),
                okJson("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"" + BOT_TOKEN + "\"}"));
        serve(
                post("/" + TENANT + "/oauth2/v2.0/token").withFormParam("scope", equalTo(OTHER_BOT + "/.default")),
                okJson("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"" + OTHER_BOT_TOKEN + "\"}"));
        Stream.of("https://cognitiveservices.azure.com", "https://api.botframework.com")
                .forEach(resource -> serve(
                        get(urlPathEqualTo("/msi/token"))
                                .withHeader("X-IDENTITY-HEADER", equalTo(IDENTITY_HEADER))
                                .withQueryParam("client_id", equalTo(APP_ID))
                                .withQueryParam("resource", equalTo(resource)),
                        okJson("{\"expires_in\":\"86399\",\"access_token\":\"" + tokenOf(resource) + "\"}")));
        serve(post("/v1/traces"), ok());
        reset();
    }

    /** Returns the token that the platform gives a managed identity for a resource. */
    static String tokenOf(String resource) {
        return "canary-token-of-" + resource.length();
    }

    void stop() {
        server.stop();
    }

    String address(String path) {
        return "http://localhost:" + server.port() + path;
    }

    String serviceUrl() {
        return address("/connector/amer/");
    }

    /**
     * Makes the Connector and the model work again, and forgets all requests. Earlier stubs are overlaid, never removed: the
     * application under test loads keys at its start, beside the first test.
     */
    void reset() {
        server.resetRequests();
        connectorResponds(okJson("{\"id\":\"reply-1\"}").withStatus(201));
        modelAnswers("Hello! How can I help?");
    }

    void modelAnswers(String text) {
        modelAnswersSlowly(0, text);
    }

    void modelAnswersSlowly(int millis, String text) {
        ObjectNode answer = (ObjectNode) resource("azure-openai/200_chat.json");
        ((ObjectNode) answer.at("/choices/0/message")).put("content", text);
        modelResponds(okJson(answer.toString()).withFixedDelay(millis));
        serve(
                post(urlPathMatching("/model/.*")).withRequestBody(matchingJsonPath("$[?(@.stream == true)]")),
                okForContentType("text/event-stream", stream(text)).withFixedDelay(millis));
    }

    /** Answers after so long a time. */
    void modelWrites(String text, int millis) {
        serve(
                post(urlPathMatching("/model/.*")),
                okForContentType("text/event-stream", stream(text)).withChunkedDribbleDelay(40, millis));
    }

    /** Calls the tool of {@link ToolsEnvironment}, and answers when it has the result. */
    void modelAnswersWithTool(String text) {
        modelAnswers(text);
        ObjectNode call = (ObjectNode) resource("azure-openai/200_tool_calls.json");
        ((ObjectNode) call.at("/choices/0/message/tool_calls/0/function"))
                .put("name", "monitor_status")
                .put("arguments", "{\"monitor\":\"checkout\"}");
        serve(
                post(urlPathMatching("/model/.*"))
                        .withRequestBody(notMatching("(?s).*\"role\":\"tool\".*"))
                        .withRequestBody(notMatching("(?s).*\"stream\":true.*")),
                okJson(call.toString()));
        serve(get("/monitoring/monitors/checkout"), okJson("{\"state\":\"up\"}"));
    }

    /** Streams the answer word by word, like the service. */
    private static String stream(String text) {
        StringBuilder events = new StringBuilder("data: {\"id\":\"\",\"choices\":[],\"prompt_filter_results\":[]}\n\n");
        for (String word : text.split("(?<= )", -1)) {
            events.append(event(JSON.createObjectNode().put("content", word), null));
        }
        return events.append(event(JSON.createObjectNode(), "stop")) + "data: [DONE]\n\n";
    }

    private static String event(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode choice = JSON.createObjectNode().put("index", 0).put("finish_reason", finishReason);
        choice.set("delta", delta);
        ObjectNode chunk = JSON.createObjectNode().put("id", "chatcmpl-1");
        chunk.putArray("choices").add(choice);
        return "data: " + chunk + "\n\n";
    }

    void modelFails(int status, String fixture) {
        modelResponds(okForContentType("application/json", resource(fixture).toString())
                .withStatus(status));
    }

    void modelResponds(ResponseDefinitionBuilder response) {
        serve(post(urlPathMatching("/model/.*")), response);
    }

    /** Serves one vector for any text, as an embedding deployment of the resource at {@code /vectors}. */
    void embeds() {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode numbers = answer.putArray("data").addObject().put("index", 0).putArray("embedding");
        IntStream.range(0, 512).forEach(numbers::add);
        answer.putObject("usage").put("total_tokens", 8);
        serve(post(urlPathMatching("/vectors/.*")), okJson(answer.toString()));
    }

    void connectorResponds(ResponseDefinitionBuilder response) {
        serve(post(urlPathMatching("/connector/.*")), response);
    }

    private void serve(MappingBuilder mapping, ResponseDefinitionBuilder response) {
        server.stubFor(mapping.willReturn(response));
    }

    /** Returns a token like the Connector's, for an activity with the test's serviceUrl. */
    String token() {
        return issuer.sign(claims(serviceUrl()));
    }

    String token(JwtClaims claims) {
        return issuer.sign(claims);
    }

    /** Returns a token that is signed with another key under the Connector's key id. */
    String forgedToken() {
        return stranger.sign(claims(serviceUrl()));
    }

    static JwtClaims claims(String serviceUrl) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://api.botframework.com");
        claims.setAudience(APP_ID);
        claims.setClaim("serviceurl", serviceUrl);
        claims.setNotBefore(NumericDate.fromSeconds(Instant.now().getEpochSecond() - 300));
        claims.setExpirationTime(NumericDate.fromSeconds(Instant.now().getEpochSecond() + 3600));
        return claims;
    }

    /** Returns a token that Entra gives another bot for this bot. */
    static JwtClaims claimsOfOtherBot() {
        JwtClaims claims = claims("");
        claims.unsetClaim("serviceurl");
        claims.setIssuer("https://login.microsoftonline.com/" + TENANT + "/v2.0");
        claims.setClaim("tid", TENANT);
        claims.setClaim("ver", "2.0");
        claims.setClaim("azp", OTHER_BOT);
        return claims;
    }

    /** Returns the requests to the model, oldest first. */
    List<JsonNode> questions() {
        return bodies(server.findAll(postRequestedFor(urlPathMatching("/model/.*"))));
    }

    /** Returns the user's text in each request to the model. */
    List<String> lastMessages() {
        return questions().stream()
                .map(question -> question.get("messages"))
                .map(messages ->
                        messages.get(messages.size() - 1).get("content").textValue())
                .toList();
    }

    /** Returns the messages posted to a conversation, oldest first, without other activities. */
    List<String> said(String conversation) {
        return posted(conversation).stream()
                .filter(activity -> activity.get("type").textValue().equals("message"))
                .map(activity -> activity.get("text").textValue())
                .toList();
    }

    /** Returns all activities posted to a conversation, oldest first. */
    List<JsonNode> posted(String conversation) {
        return bodies(requestsToConnector()).stream()
                .filter(activity -> activity.at("/conversation/id").textValue().equals(conversation))
                .toList();
    }

    List<LoggedRequest> requestsToConnector() {
        return server.findAll(postRequestedFor(urlPathMatching("/connector/.*")));
    }

    List<LoggedRequest> requestsToModel() {
        return server.findAll(postRequestedFor(urlPathMatching("/model/.*")));
    }

    /** Returns the spans of a trace that have arrived. */
    List<Span> spans(String traceId) {
        return server.findAll(postRequestedFor(urlEqualTo("/v1/traces"))).stream()
                .flatMap(export -> spans(export.getBody()))
                .filter(span -> hex(span.getTraceId()).equals(traceId))
                .toList();
    }

    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    /** Reads the body of an export. */
    static Stream<Span> spans(byte[] export) {
        try {
            return ExportTraceServiceRequest.parseFrom(export).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream());
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    int tokensAsked() {
        return server.findAll(postRequestedFor(urlPathMatching("/[^/]+/oauth2/.*")))
                .size();
    }

    int requests() {
        return server.findAll(anyRequestedFor(anyUrl())).size();
    }

    int keysAsked() {
        return server.findAll(getRequestedFor(urlEqualTo("/openid/keys"))).size();
    }

    static JsonNode resource(String name) {
        try (InputStream stream = Surroundings.class.getResourceAsStream("/" + name)) {
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** WireMock lists the newest request first. */
    private static List<JsonNode> bodies(List<LoggedRequest> requests) {
        return requests.stream()
                .sorted(Comparator.comparing(request -> request.getLoggedDate().toInstant()))
                .map(request -> new String(request.getBody(), StandardCharsets.UTF_8))
                .map(Surroundings::parse)
                .toList();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
