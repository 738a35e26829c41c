package io.parley.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of strangers to both ports, as bytes if no client would send them. */
@QuarkusTest
@NullUnmarked
@WithTestResource(ParleyEnvironment.class)
class FrontTest {

    private static final int MANY = 60;

    Surroundings surroundings;
    LogFile log;

    @BeforeEach
    void startOver() {
        surroundings.reset();
    }

    /** Sends HTTP/2 after an upgrade. */
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void hasNoMoreMetricsForWhatStrangersChoose(HttpClient.Version version) throws Exception {
        for (URI port : List.of(messages(), log.management())) {
            send(port, version, 0, 3);
            long before = series();

            send(port, version, 3, MANY);
            sendRaw(port, MANY);

            assertThat(series() - before).as("%s by %s", port, version).isLessThan(40);
        }
        assertThat(metrics()).doesNotContain("STRANGE", "strange", ";b=");
    }

    private static void send(URI port, HttpClient.Version version, int from, int to) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(version).build();
        for (int number = from; number < to; number++) {
            for (HttpRequest.Builder request : strange(port, number)) {
                try {
                    client.send(
                            request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.discarding());
                } catch (IOException closed) {
                    assertThat(closed).isNotInstanceOf(java.net.ConnectException.class);
                }
            }
        }
    }

    private static List<HttpRequest.Builder> strange(URI port, int number) {
        HttpRequest.BodyPublisher none = HttpRequest.BodyPublishers.noBody();
        HttpRequest.BodyPublisher some = HttpRequest.BodyPublishers.ofString("{}");
        return List.of(
                HttpRequest.newBuilder(port.resolve("/api/messages")).method("STRANGE" + number, none),
                HttpRequest.newBuilder(port.resolve("/api/messages;b=" + number))
                        .method("OPTIONS", none),
                HttpRequest.newBuilder(port.resolve("/api/messages%3Bb=" + number))
                        .method("OPTIONS", none),
                HttpRequest.newBuilder(port.resolve("/strange" + number)).GET(),
                HttpRequest.newBuilder(port.resolve("/q/strange" + number)).method("HEAD", none),
                HttpRequest.newBuilder(port.resolve("/dead-letters/strange" + number))
                        .GET(),
                HttpRequest.newBuilder(port.resolve("/conversations/strange" + number))
                        .POST(some),
                HttpRequest.newBuilder(port.resolve("/q/health/group/strange" + number))
                        .GET(),
                HttpRequest.newBuilder(port.resolve("/playground/conversations/strange" + number))
                        .PUT(some),
                HttpRequest.newBuilder(port.resolve("/api/messages"))
                        .header("Content-Type", "strange/" + number)
                        .POST(some));
    }

    private static void sendRaw(URI port, int count) throws IOException {
        for (int number = 0; number < count; number++) {
            for (String request : List.of(
                    "TRACE /strange%d HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                    "CONNECT strange%d:443 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                    "GET http://strange%d/strange HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                    "GET /api/messages HTTP/1.1\r\nHost: strange%d\r\nConnection: close\r\n\r\n",
                    "STRANGE%d /strange HTTP/1.1\r\nHost : a\r\nConnection: close\r\n\r\n",
                    "STRANGE%d /strange HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n")) {
                RawConnection.ask(port, request.formatted(number));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'ABC /api/messages HTTP/1.1\nHost: a', 501",
        "'TRACE /api/messages HTTP/1.1\nHost: a', 501",
        "'PROPFIND / HTTP/1.1\nHost: a', 501",
        "'post /api/messages HTTP/1.1\nHost: a', 501",
        "'POST /api/messages;x=1 HTTP/1.1\nHost: a', 404",
        "'OPTIONS /api/messages;x HTTP/1.1\nHost: a', 404",
        "'OPTIONS /api;x/messages HTTP/1.1\nHost: a', 404",
        "'OPTIONS /api/messages%3b HTTP/1.1\nHost: a', 404",
        "'OPTIONS /api/messages%3B HTTP/1.1\nHost: a', 404",
        "'OPTIONS //api/messages HTTP/1.1\nHost: a', 405",
        "'OPTIONS /api//messages HTTP/1.1\nHost: a', 405",
        "'OPTIONS /api/./messages HTTP/1.1\nHost: a', 405",
        "'OPTIONS /x/../api/messages HTTP/1.1\nHost: a', 405",
        "'OPTIONS /%61pi/messages HTTP/1.1\nHost: a', 405",
        "'OPTIONS /api/messages/ HTTP/1.1\nHost: a', 405",
        "'OPTIONS /api/messages?x;y HTTP/1.1\nHost: a', 405",
        "'HEAD /api/messages HTTP/1.1\nHost: a', 405",
        "'OPTIONS /API/messages HTTP/1.1\nHost: a', 404",
        "'OPTIONS /api/messages/x HTTP/1.1\nHost: a', 404",
        "'OPTIONS /api%2Fmessages HTTP/1.1\nHost: a', 404",
        "'OPTIONS /api\\messages HTTP/1.1\nHost: a', 400",
        "'GET /q/metrics HTTP/1.1\nHost: a', 404",
        "'POST /api/messages?a=% HTTP/1.1\nHost: a', 400",
        "'POST /api/messages?a=%zz HTTP/1.1\nHost: a', 400",
        "'GET / HTTP/1.1\nHost: localhost\nHost: elsewhere', 400",
        "'GET /api/messages HTTP/1.1\nX: y', 400",
        "'GET http://localhost/playground HTTP/1.1\nHost: localhost', 400",
        "'POST /api/messages HTTP/1.1\nHost: a\nContent-Length: 2\nTransfer-Encoding: chunked', 400",
        "'POST /api/messages HTTP/1.1\nHost: a\nContent-Length: 2\nContent-Length: 3', 400",
        "'POST /api/messages HTTP/1.1\nHost: a\nContent-Length: -1', 400",
        "'POST /api/messages HTTP/1.0\nContent-Type: application/json\nContent-Length: 0', 401",
    })
    void refusesByTheFirstLines(String request, int status) throws IOException {
        assertThat(RawConnection.status(messages(), request.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n"))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /q/metrics HTTP/1.1\nOrigin: http://elsewhere.example', 403",
        "'GET /q/health/live HTTP/1.1\nOrigin: null', 403",
        "'GET /dead-letters HTTP/1.1\nOrigin: ', 403",
        "'OPTIONS /q/metrics HTTP/1.1\nOrigin: http://elsewhere.example\nAccess-Control-Request-Method: GET', 403",
        "'OPTIONS /dead-letters/x/replay HTTP/1.1\nOrigin: http://a\nAccess-Control-Request-Method: POST', 403",
        "'GET /dead-letters?limit=% HTTP/1.1', 400",
        "'GET /q/health?%zz HTTP/1.1', 400",
        "'POST /dead-letters/%/replay HTTP/1.1', 404",
    })
    void refusesPagesAndMalformedRequestsOnTheManagementPort(String request, int status) throws IOException {
        int before = log.lines().size();

        String answer = RawConnection.ask(
                log.management(), request.replace("\n", "\r\n") + "\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContainIgnoringCase("access-control-allow");
        assertThat(log.lines().stream().skip(before)).noneMatch(line -> line.contains("ERROR"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0001", // settings of a stream
                "\u0000\u0000\u0006\u0004\u0000\u0000\u0000\u0000\u0000\u0000\u0004\u00ff\u00ff\u00ff\u00ff", // too
                // large a
                // window
                "\u0000\u0000\u0008\u0006\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000" // a ping first
            })
    void writesNoLineForAClientThatBreaksTheRulesOfHttp2(String frame) throws IOException {
        int before = log.lines().size();
        try (RawConnection connection = new RawConnection(messages())) {
            connection.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame);

            assertThat(connection.read(Duration.ofSeconds(30))).doesNotContain("(open)");
        }
        assertThat(log.lines().stream().skip(before)).noneMatch(line -> line.contains("ERROR"));
    }

    /** A proxy in front may take what follows for the body, and this server for another request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "xchunked",
                "identity",
                "gzip",
                "chunked, identity",
                "chunked;q=1",
                "\"chunked\"",
                "",
                "chunked\r\nTransfer-Encoding: identity"
            })
    void readsNoSecondRequestBehindABodyOfAnUnknownCoding(String coding) throws IOException {
        for (URI port : List.of(messages(), log.management())) {
            try (RawConnection connection = new RawConnection(port)) {
                connection.write("POST /api/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: " + coding + "\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n");

                assertThat(connection.read(Duration.ofSeconds(30)))
                        .startsWith("HTTP/1.1 400 ")
                        .containsOnlyOnce("HTTP/1.1 ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "chunked, chunked"})
    void refusesABodyOfSeveralCodings(String codings) throws IOException {
        assertThat(RawConnection.ask(
                        messages(),
                        "POST /api/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                + "Transfer-Encoding: " + codings + "\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .containsOnlyOnce("HTTP/1.1 ");
    }

    @Test
    void closesAConnectionWhoseHeaderDoesNotEnd() throws IOException {
        try (RawConnection connection = new RawConnection(messages())) {
            connection.write("GET /api/messages HTTP/1.1\r\n");

            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() ->
                            assertThatCode(() -> connection.write("X: y\r\n")).isInstanceOf(IOException.class));
        }
    }

    @Test
    void closesAConnectionOnWhichNothingComes() throws IOException {
        for (URI port : List.of(messages(), log.management())) {
            try (RawConnection connection = new RawConnection(port)) {
                assertThat(connection.read(Duration.ofSeconds(60))).isEmpty();
            }
        }
    }

    @Test
    void givesUpOnABodyThatDoesNotEnd() throws IOException {
        try (RawConnection connection = new RawConnection(messages())) {
            connection.write(
                    "POST /api/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                            + surroundings.token() + "\r\nContent-Length: 100\r\n\r\n{");

            assertThat(connection.read(Duration.ofSeconds(60)))
                    .startsWith("HTTP/1.1 408")
                    .doesNotContain("(open)");
        }
    }

    @Test
    void endsAConnectionThatIsRefusedAgainAndAgain() throws IOException {
        try (RawConnection connection = new RawConnection(messages())) {
            String request =
                    "POST /api/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
            connection.write(request.repeat(200));

            String answers = connection.read(Duration.ofSeconds(30));

            assertThat(answers.split("HTTP/1.1 401", -1)).hasSize(17);
            assertThat(answers.toLowerCase()).contains("connection: close").doesNotContain("(open)");
        }
    }

    @Test
    void answersOthersWhileOneSendsThousandsOfRequestsAhead() throws Exception {
        List<RawConnection> floods = Stream.of(new RawConnection(messages()), new RawConnection(messages()))
                .toList();
        for (RawConnection flood : floods) {
            Thread writer = new Thread(() -> {
                try {
                    flood.write("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".repeat(40_000));
                } catch (IOException closed) {
                    // Expected.
                }
            });
            writer.setDaemon(true);
            writer.start();
        }

        deliver(TestActivity.message("canary", surroundings.serviceUrl()).json().toString())
                .statusCode(202);

        for (RawConnection flood : floods) {
            flood.close();
        }
    }

    /** Some are answered at once, others after a check of their token. */
    @Test
    void answersRequestsSentAheadInTheirOrder() throws IOException {
        String wrong = "GET /api/messages HTTP/1.1\r\nHost: a\r\n\r\n";
        String unknown =
                "POST /api/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer x\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
        try (RawConnection connection = new RawConnection(messages())) {
            connection.write(wrong
                    + unknown
                    + unknown
                    + wrong
                    + unknown
                    + wrong.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

            assertThat(Pattern.compile("HTTP/1.1 (\\d+)")
                            .matcher(connection.read(Duration.ofSeconds(30)))
                            .results())
                    .extracting(match -> match.group(1))
                    .containsExactly("405", "401", "401", "405", "401", "405");
        }
    }

    /**
     * Vert.x' own bookkeeping of connections uses memory too. Strangers are served for a fifth of the time, so this takes minutes
     * where other programs use the processors.
     */
    @Test
    void forgetsAConnectionWhoseClientGoesAwayInTheMidstOfRequests() throws IOException {
        for (int client = 0; client < 30; client++) {
            try (RawConnection connection = new RawConnection(messages())) {
                connection.write(("POST /api/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer x\r\nContent-Length: 2\r\n\r\n{}")
                        .repeat(300));
            }
        }

        await().atMost(Duration.ofMinutes(4)).untilAsserted(() -> assertThat(
                        Pattern.compile("http_server_connections_seconds_active_count(?:\\{[^}]*})? (\\d+)")
                                .matcher(metrics())
                                .results()
                                .map(match -> Integer.parseInt(match.group(1))))
                .isNotEmpty()
                .allMatch(count -> count < 10));
    }

    @Test
    void answersChunkedBodyThatIsTooLargeAndThenCloses() throws Exception {
        try (RawConnection connection = new RawConnection(messages())) {
            connection.write(
                    "POST /api/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                            + surroundings.token() + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "2000\r\n" + " ".repeat(0x2000) + "\r\n";
            connection.write(chunk.repeat(40) + "0\r\n\r\n");

            assertThat(connection.read(Duration.ofSeconds(30)))
                    .startsWith("HTTP/1.1 413")
                    .doesNotContain("(open)");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void measuresABodyOfUnknownLength(HttpClient.Version version) throws Exception {
        assertThat(post(version, "x".repeat(300 * 1024), "Bearer " + surroundings.token()))
                .isEqualTo(413);
        assertThat(post(version, question().toString(), "Bearer " + surroundings.token()))
                .isEqualTo(202);
        assertThat(post(version, question().toString(), "Bearer x")).isEqualTo(401);
        assertThat(post(version, question() + " ".repeat(300 * 1024), "Bearer " + surroundings.token()))
                .isEqualTo(413);
    }

    private int post(HttpClient.Version version, String body, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(messages().resolve("/api/messages"))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
        HttpClient client = HttpClient.newBuilder().version(version).build();
        // The connection changes to HTTP/2 with a request that has no body.
        client.send(
                HttpRequest.newBuilder(messages().resolve("/api/messages")).build(),
                HttpResponse.BodyHandlers.discarding());
        HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
        if (response.version() == HttpClient.Version.HTTP_2) {
            assertThat(response.headers().firstValue("connection")).isEmpty();
        }
        assertThat(response.version()).isEqualTo(version);
        return response.statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 415",
        "'Content-Type: text/plain', 415",
        "'Content-Type: application/jsonx', 415",
        "'Content-Type: */*', 415",
        "'Content-Type: application/json; charset=utf-16', 415",
        "'Content-Type: application/json\nContent-Type: text/plain', 415",
        "'Content-Type: application/json\nContent-Encoding: gzip', 415",
        "'Content-Type: application/json\nContent-Encoding: identity\nContent-Encoding: gzip', 415",
        "'Content-Type: application/json', 401",
        "'Content-Type: Application/JSON;charset=\"UTF-8\"', 401",
        "'Content-Type: application/json; charset=utf-8', 401"
    })
    void readsNothingButJsonInUtf8(String headers, int status) throws IOException {
        assertThat(RawConnection.status(
                        messages(),
                        "POST /api/messages HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n"
                                + (headers.isEmpty() ? "" : headers.replace("\n", "\r\n") + "\r\n") + "\r\n{}"))
                .isEqualTo(status);
    }

    static Stream<String> ambiguous() {
        String activity =
                "{\"type\":\"message\",\"channelId\":\"emulator\",\"id\":\"1\",\"serviceUrl\":\"http://localhost\","
                        + "\"from\":{\"id\":\"u\"},\"conversation\":{\"id\":\"c\"},\"text\":\"t\"}";
        return Stream.of(
                activity.replace("\"text\":\"t\"", "\"text\":\"t\",\"text\":\"other\""),
                activity.replace("{\"id\":\"u\"}", "{\"id\":\"u\",\"id\":\"v\"}"),
                activity.replace("\"text\"", "\"channelData\":{\"a\":{\"b\":1,\"b\":1}},\"text\""),
                activity.replace("\"text\"", "\"unknown\":[{\"b\":1,\"b\":1}],\"text\""),
                activity.replace("\"text\":\"t\"", "\"text\":\"t\",\"te\\u0078t\":\"other\""),
                activity + "{}",
                activity + " x",
                activity + ",",
                activity + "\u0000",
                activity.replace("\"message\"", "5"),
                activity.replace("\"message\"", "{}"),
                activity.replace("\"message\"", "[\"message\"]"),
                activity.replace("\"message\"", "true"),
                activity.replace("\"id\":\"1\"", "\"id\":1"),
                activity.replace("\"id\":\"1\"", "\"id\":1.5"),
                activity.replace("\"id\":\"1\"", "\"id\":{}"),
                activity.replace("\"id\":\"u\"", "\"id\":7"),
                activity.replace("\"id\":\"c\"", "\"id\":7"),
                activity.replace("\"id\":\"c\"", "\"id\":{\"id\":\"c\"}"),
                activity.replace("\"emulator\"", "1"),
                activity.replace("\"text\":\"t\"", "\"text\":NaN"),
                activity.replace("\"text\":\"t\"", "\"value\":NaN"),
                activity.replace("\"text\":\"t\"", "\"value\":1" + "0".repeat(2000)),
                activity.replace("\"text\":\"t\"", "\"value\":'x'"),
                activity.replace("\"text\":\"t\"", "\"value\":1,/**/\"text\":\"t\""),
                activity.replace("\"text\":\"t\"", "\"channelData\":" + "[".repeat(70) + "]".repeat(70)));
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void refusesJsonThatTwoReadersCouldReadDifferently(String body) {
        deliver(body).statusCode(400).contentType("application/problem+json");
    }

    /** Two conversations, users or messages would be treated as one. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\"id\":\"1\"", "\"id\":\"u\"", "\"id\":\"c\"", "\"id\":\"b\"", "\"clientActivityID\":\"d\""})
    void refusesIdsWithHalfACharacter(String field) {
        String activity = "{\"type\":\"message\",\"channelId\":\"emulator\",\"id\":\"1\",\"serviceUrl\":\""
                + surroundings.serviceUrl()
                + "\",\"from\":{\"id\":\"u\"},\"conversation\":{\"id\":\"c\"},\"recipient\":{\"id\":\"b\"},"
                + "\"channelData\":{\"clientActivityID\":\"d\"},\"text\":\"t\"}";
        String start = field.substring(0, field.length() - 1);

        for (String half : List.of("\\ud83d", "\\ude00", "\\ude00\\ud83d")) {
            deliver(activity.replace(field, start + half + "\"")).statusCode(400);
        }
        byte[] encoded = activity.replace(field, start + "\u00ed\u00a0\u00bd\"").getBytes(StandardCharsets.ISO_8859_1);
        given().header("Authorization", "Bearer " + surroundings.token())
                .header("Content-Type", "application/json")
                .body(encoded)
                .post("/api/messages")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void refusesOtherEncodings(String charset) {
        given().header("Authorization", "Bearer " + surroundings.token())
                .header("Content-Type", "application/json")
                .body(question().toString().getBytes(Charset.forName(charset)))
                .post("/api/messages")
                .then()
                .statusCode(400);
    }

    @Test
    void saysThatItsPortsAnswer() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        given().get(log.management().resolve("/q/health/live")).asString())
                .contains("Ports answer")
                .doesNotContain("DOWN"));
        assertThat(metrics()).contains("parley_front_connections").doesNotContain("self-check");
        assertThat(log.lines().stream().filter(line -> line.contains("\"WARN\"") || line.contains("\"ERROR\"")))
                .noneMatch(line -> line.contains("has been already registered"))
                .noneMatch(line -> line.contains("HTTP Request to"))
                .noneMatch(line -> line.contains("NullPointerException"));
    }

    private ObjectNode question() {
        return (ObjectNode)
                TestActivity.message("canary", surroundings.serviceUrl()).json();
    }

    private ValidatableResponse deliver(String body) {
        return given().header("Authorization", "Bearer " + surroundings.token())
                .header("Content-Type", "application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/messages")
                .then();
    }

    private long series() {
        return metrics().lines().filter(line -> !line.startsWith("#")).count();
    }

    private String metrics() {
        return given().get(log.management().resolve("/q/metrics")).asString();
    }

    private static URI messages() {
        return URI.create("http://localhost:" + RestAssured.port);
    }
}
