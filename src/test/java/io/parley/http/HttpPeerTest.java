package io.parley.http;

import static io.parley.RudeServer.brokenOff;
import static io.parley.RudeServer.dripping;
import static io.parley.RudeServer.flooding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.RudeServer;
import io.parley.RudeServer.Manners;
import io.parley.memory.LongAnswers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@NullUnmarked
class HttpPeerTest {

    private static final String HEAD = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n";
    private static final HttpLimits LIMITS =
            new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(1), 1_000);

    @Inject
    MeterRegistry registry;

    private final RudeServer server = new RudeServer(brokenOff(HEAD + "Content-Length: 11\r\n\r\n{\"id\":\"1a\"}"));
    private final HttpPeer peer = HttpPeer.named("rude", LIMITS);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsAnAnswer() {
        HttpAnswer answer = ask();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("content-type")).contains("application/json");
        assertThat(answer.flaw()).isEmpty();
        assertThat(answer.json().path("id").asText()).isEqualTo("1a");
        assertThat(answer).hasToString("HttpAnswer[201]");
    }

    static Stream<Arguments> bodiesWithoutAnEnd() {
        return Stream.of(
                Arguments.of("drips", dripping(HEAD + "Content-Length: 900\r\n\r\n")),
                Arguments.of("drips chunks", dripping(HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n384\r\n")),
                Arguments.of("floods", flooding(HEAD + "\r\n", "x".repeat(100))),
                Arguments.of(
                        "announces too much", brokenOff(HEAD + "Content-Length: 10000000\r\n\r\n" + "x".repeat(2_000))),
                Arguments.of(
                        "floods chunks",
                        flooding(HEAD + "Transfer-Encoding: chunked\r\n\r\n", "64\r\n" + "x".repeat(100) + "\r\n")),
                Arguments.of("breaks off", brokenOff(HEAD + "Content-Length: 900\r\n\r\n{\"id\":")),
                Arguments.of("breaks off without a byte", brokenOff(HEAD + "Content-Length: 900\r\n\r\n")),
                Arguments.of("is malformed", brokenOff(HEAD + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n")),
                Arguments.of(
                        "has endless trailers",
                        flooding(HEAD + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "x: " + "y".repeat(100) + "\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodiesWithoutAnEnd")
    void countsTheStatusWhateverBecomesOfTheBody(String name, Manners manners) {
        server.answers(manners);

        HttpAnswer answer = ask();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.flaw()).isPresent();
        assertThat(answer.body()).isEmpty();
        assertThat(answer.json().isMissingNode()).isTrue();
    }

    static Stream<Arguments> headsWithoutAnEnd() {
        return Stream.of(
                Arguments.of("says nothing", dripping("")),
                Arguments.of("drips headers", dripping("HTTP/1.1 201 Created\r\nx: ")),
                Arguments.of("floods headers", flooding("HTTP/1.1 201 Created\r\n", "x: " + "y".repeat(100) + "\r\n")),
                Arguments.of("floods a header", flooding("HTTP/1.1 201 Created\r\nx: ", "y".repeat(100))),
                Arguments.of("floods the status line", flooding("HTTP/1.1 201 ", "Created")),
                Arguments.of("promises for ever", flooding("", "HTTP/1.1 100 Continue\r\n\r\n")),
                Arguments.of("closes", brokenOff("")),
                Arguments.of("is no HTTP", brokenOff("SSH-2.0-server\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headsWithoutAnEnd")
    void failsWithoutAnAnswer(String name, Manners manners) {
        server.answers(manners);

        assertThat(catchThrowable(this::ask)).isNotNull().isNotInstanceOf(ConnectException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void readsNothingLongWhileOtherLongAnswersTakeTheMemory() {
        HttpPeer patient = HttpPeer.named(
                "rude",
                new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(20), 1_000_000));
        LongAnswers.Part others = LongAnswers.shared().begin();
        others.reach(Long.MAX_VALUE / 8);
        server.answers(brokenOff(HEAD + "Content-Length: 200000\r\n\r\n" + "x".repeat(200_000)));
        try {
            HttpAnswer refused = ask(patient);

            assertThat(refused.status()).isEqualTo(201);
            assertThat(refused.flaw()).containsInstanceOf(NoMemoryException.class);
        } finally {
            others.end();
        }
        assertThat(ask(patient).body()).hasSize(200_000);
    }

    @Test
    void readsAShortAnswerWhileLongOnesTakeTheMemory() {
        LongAnswers.Part others = LongAnswers.shared().begin();
        others.reach(Long.MAX_VALUE / 8);
        try {
            assertThat(ask().flaw()).isEmpty();
        } finally {
            others.end();
        }
    }

    @Test
    void saysThatTimeIsUp() {
        server.answers(dripping("HTTP/1.1 201 Created\r\nx: "));

        assertThat(catchThrowable(this::ask)).hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void inflatesNothing() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bomb)) {
            zip.write(new byte[500_000]);
        }
        server.answers(out -> {
            out.write((HEAD + "Content-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            bomb.writeTo(out);
        });

        assertThat(ask().body()).hasSize(bomb.size());
    }

    @Test
    void followsNoRedirect() {
        server.answers(
                brokenOff("HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"));

        assertThat(ask().status()).isEqualTo(307);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void saysThatNothingWasSentWhereNobodyListens() {
        server.close();

        assertThat(catchThrowable(this::ask)).hasRootCauseInstanceOf(ConnectException.class);
    }

    @Test
    void saysThatNothingWasSentWithAHeaderThatHttpDoesNotHave() {
        HttpCall call = HttpCall.get(server.url(), Map.of()).with("X-Key", "one\r\ntwo: three");

        assertThatThrownBy(() -> peer.send(call).await().atMost(Duration.ofSeconds(20)))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasStackTraceContaining("No connection");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void encodesQueriesAndForms() {
        peer.send(HttpCall.get(server.url() + "/token", Map.of("resource", "https://a b/é&c")))
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(server.requests()).containsExactly("GET /token?resource=https%3A%2F%2Fa+b%2F%C3%A9%26c HTTP/1.1");
        assertThat(HttpCall.postForm(server.url(), Map.of("secret", "s3cr3t"))).hasToString("HttpCall[POST]");
    }

    @Test
    void namesNoMetricByItsPath() {
        ask("/v3/conversations/somebodys-id");

        assertThat(registry.getMeters())
                .anySatisfy(
                        meter -> assertThat(meter.getId().getTag("clientName")).isEqualTo("rude"))
                .allSatisfy(meter -> assertThat(meter.getId().toString()).doesNotContain("somebodys-id"));
    }

    @Test
    void connectsToTheAddressThatWasChosenForTheName() {
        HttpPeer chosen = HttpPeer.named("rude", LIMITS, host -> InetAddress.getByName("127.0.0.1"));
        String byName = server.url().replace("127.0.0.1", "api.example.invalid") + "/x";

        HttpAnswer answer = chosen.send(HttpCall.get(byName, Map.of())).await().atMost(Duration.ofSeconds(20));

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void sendsNothingWhereNoAddressMayBeConnectedTo() {
        HttpPeer refusing = HttpPeer.named("rude", LIMITS, host -> {
            throw new UnknownHostException("not allowed");
        });

        assertThat(catchThrowable(() -> refusing.send(HttpCall.get(server.url(), Map.of()))
                        .await()
                        .atMost(Duration.ofSeconds(20))))
                .hasMessageContaining("not allowed")
                .hasRootCauseInstanceOf(UnknownHostException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void endsABodyThatItsReaderHasEnoughOf() {
        server.answers(dripping("HTTP/1.1 200 OK\r\n\r\nenough"));

        HttpAnswer answer = peer.send(
                        HttpCall.get(server.url(), Map.of()),
                        Duration.ofSeconds(10),
                        () -> piece -> new String(piece, StandardCharsets.UTF_8).contains("enough"))
                .await()
                .atMost(Duration.ofSeconds(9));

        assertThat(answer.flaw()).isEmpty();
        assertThat(answer.body()).asString().startsWith("enough");
    }

    @Test
    void countsTheMemoryOfWhatRecognizesTheEnd() {
        LongAnswers.Part others = LongAnswers.shared().begin();
        others.reach(Long.MAX_VALUE / 8);
        try {
            HttpAnswer refused = peer.send(
                            HttpCall.get(server.url(), Map.of()), Duration.ofSeconds(10), () -> new KeptBytes(200_000))
                    .await()
                    .atMost(Duration.ofSeconds(20));

            assertThat(refused.flaw()).containsInstanceOf(NoMemoryException.class);
        } finally {
            others.end();
        }
    }

    private record KeptBytes(long held) implements BodyEnd {

        @Override
        public boolean isReachedWith(byte[] piece) {
            return false;
        }
    }

    @Test
    void endsACallWithinItsOwnTime() {
        server.answers(dripping("HTTP/1.1 201 Created\r\nx: "));

        assertThat(catchThrowable(() -> peer.send(
                                HttpCall.get(server.url(), Map.of()), Duration.ofMillis(50), () -> BodyEnd.OF_STREAM)
                        .await()
                        .atMost(Duration.ofSeconds(20))))
                .hasMessageContaining("50 ms");
    }

    private HttpAnswer ask() {
        return ask("/");
    }

    private HttpAnswer ask(HttpPeer other) {
        return other.send(HttpCall.get(server.url() + "/", Map.of())).await().atMost(Duration.ofSeconds(20));
    }

    private HttpAnswer ask(String path) {
        return peer.send(HttpCall.get(server.url() + path, Map.of())).await().atMost(Duration.ofSeconds(20));
    }
}
