package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.RudeServer;
import io.parley.RudeServer.Manners;
import io.parley.memory.LongAnswers;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server sends answers without an end: little of them is read, and the connection is closed. */
@QuarkusTest
@NullUnmarked
class EndlessAnswerTest {

    private static final Prompt CHAT = Prompts.of("You are a bot.", ChatMessage.user("Hi"));
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LESS_THAN_PATIENCE = Duration.ofSeconds(20);
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String EVENTS = "Content-Type: text/event-stream\r\n";
    private static final String FORM = "Content-Type: multipart/form-data; boundary=x\r\n";
    private static final String WORD = "data: {\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}\n\n";

    private static final List<String> LONGER_IN_A_STREAM = List.of("spaces", "spaces without chunks", "a form");

    /** What the operating systems of both sides buffer for a connection. */
    private static final long ON_THE_WAY = 12 * 1024 * 1024;

    private final AtomicLong written = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final RudeServer server = new RudeServer(RudeServer.brokenOff(""));

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> answers() {
        String spaces = " ".repeat(64 * 1024);
        String server500 = "HTTP/1.1 500 Internal Server Error\r\n";
        return Stream.of(
                Arguments.of("spaces", OK + JSON + CHUNKED, chunk(spaces), AnswerLimit.MOST_BYTES),
                Arguments.of("spaces without chunks", OK + JSON + "\r\n", spaces, AnswerLimit.MOST_BYTES),
                Arguments.of(
                        "a text",
                        OK + JSON + "\r\n{\"choices\":[{\"message\":{\"content\":\"",
                        spaces,
                        AnswerLimit.MOST_BYTES),
                Arguments.of("a form", OK + FORM + CHUNKED, chunk(spaces), AnswerLimit.MOST_BYTES),
                Arguments.of("an error", server500 + JSON + CHUNKED, chunk(spaces), AnswerLimit.MOST_ERROR_BYTES),
                Arguments.of(
                        "an error as a form", server500 + FORM + CHUNKED, chunk(spaces), AnswerLimit.MOST_ERROR_BYTES),
                Arguments.of("an error as events", server500 + EVENTS + "\r\n", spaces, AnswerLimit.MOST_ERROR_BYTES),
                Arguments.of("a header", OK + "x: ", "y".repeat(64 * 1024), 64 * 1024),
                Arguments.of("headers", OK, "x: y\r\n".repeat(10_000), 64 * 1024));
    }

    static Stream<Arguments> streams() {
        String line = "x".repeat(64 * 1024);
        return Stream.concat(
                answers().filter(answer -> !LONGER_IN_A_STREAM.contains(answer.get()[0])),
                Stream.of(
                        Arguments.of("a line", OK + EVENTS + "\r\ndata: ", line, AnswerReader.MOST_EVENT_BYTES),
                        Arguments.of("a comment", OK + EVENTS + "\r\n: ", line, AnswerReader.MOST_EVENT_BYTES),
                        Arguments.of(
                                "an event",
                                OK + EVENTS + "\r\n",
                                "data: " + line + "\n",
                                AnswerReader.MOST_EVENT_BYTES),
                        Arguments.of(
                                "an event of empty lines",
                                OK + EVENTS + "\r\n",
                                "data\n".repeat(10_000),
                                AnswerReader.MOST_EVENT_BYTES),
                        Arguments.of(
                                "spaces", OK + EVENTS + CHUNKED, chunk(" ".repeat(64 * 1024)), AnswerReader.MOST_BYTES),
                        Arguments.of("a form", OK + FORM + "\r\n", line, AnswerReader.MOST_BYTES),
                        Arguments.of(
                                "comments", OK + EVENTS + "\r\n", ": on\n\n".repeat(10_000), AnswerReader.MOST_BYTES),
                        Arguments.of(
                                "pieces without a word",
                                OK + EVENTS + "\r\n",
                                WORD.formatted("").repeat(1_000),
                                AnswerReader.MOST_BYTES)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void isUnavailableWhereItIsNotStreamed(String name, String start, String piece, int most) {
        server.answers(gushing(start, piece));

        assertThat(failure(ChatModel.UNSEEN)).isInstanceOf(ChatException.Unavailable.class);
        assertClosedAfter(most);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void isUnavailableWhereItIsStreamed(String name, String start, String piece, int most) {
        server.answers(gushing(start, piece));

        assertThat(failure(draft -> {})).isInstanceOf(ChatException.Unavailable.class);
        assertClosedAfter(most);
    }

    @Test
    void endsWithALongTextWhereItsWordsDoNotEnd() {
        server.answers(
                gushing(OK + EVENTS + "\r\n", WORD.formatted("a".repeat(8)).repeat(1_000)));

        assertThat(ask(draft -> {}).awaitItem(LESS_THAN_PATIENCE).getItem()).startsWith("aaa");
        assertClosedAfter(AnswerReader.MOST_BYTES);
    }

    @ParameterizedTest
    @CsvSource({"200 OK, false", "500 Internal Server Error, false", "500 Internal Server Error, true"})
    void isNotHeldOpenByAByteNowAndThen(String status, boolean streamed) {
        Manners dripping = RudeServer.dripping("HTTP/1.1 " + status + "\r\n\r\n");
        server.answers(out -> {
            try {
                dripping.answer(out);
            } finally {
                closed.set(true);
            }
        });

        ask(streamed ? draft -> {} : ChatModel.UNSEEN, Duration.ofSeconds(1))
                .awaitFailure(LESS_THAN_PATIENCE)
                .assertFailedWith(ChatException.Unavailable.class);

        await().atMost(LESS_THAN_PATIENCE).untilTrue(closed);
    }

    /** The head of an error contains its status and Retry-After. */
    @ParameterizedTest(name = "{0}, streamed: {1}")
    @CsvSource({"gushing, false", "gushing, true", "dripping, false", "dripping, true", "broken, false", "broken, true"
    })
    void isAnErrorByItsHeadAlone(String body, boolean streamed) {
        String head = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 90000000\r\n\r\n";
        server.answers(
                switch (body) {
                    case "gushing" -> gushing(head, " ".repeat(64 * 1024));
                    case "dripping" -> RudeServer.dripping(head);
                    default -> RudeServer.brokenOff(head + "{\"error\":{");
                });

        assertThat(failure(streamed ? draft -> {} : ChatModel.UNSEEN))
                .isInstanceOfSatisfying(ChatException.Throttled.class, throttled -> assertThat(throttled.getWait())
                        .contains(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({"401, rejected", "404, rejected", "413, too_long", "503, unavailable", "307, rejected"})
    void isAnErrorOfItsKindWithoutItsBody(int status, String kind) {
        server.answers(gushing("HTTP/1.1 " + status + " No\r\n" + JSON + "\r\n", " ".repeat(64 * 1024)));

        assertThat(failure(draft -> {}).kind()).isEqualTo(kind);
    }

    @Test
    void leavesRoomForOthers() {
        server.answers(gushing(OK + JSON + "\r\n", " ".repeat(64 * 1024)));

        List<UniAssertSubscriber<String>> asked =
                IntStream.range(0, 8).mapToObj(number -> ask(ChatModel.UNSEEN)).toList();

        assertThat(asked).allSatisfy(one -> assertThat(
                        one.awaitFailure(LESS_THAN_PATIENCE).getFailure())
                .isInstanceOf(ChatException.Unavailable.class));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isUnavailableAtOnceWhereOtherLongAnswersTakeTheMemory(boolean streamed) {
        String start = streamed ? EVENTS + "\r\ndata: " : JSON + "\r\n";
        server.answers(RudeServer.dripping(OK + start + " ".repeat(1_000_000)));
        LongAnswers.Part others = LongAnswers.shared().begin();
        others.reach(Long.MAX_VALUE / 8);
        try {
            assertThat(failure(streamed ? draft -> {} : ChatModel.UNSEEN))
                    .isInstanceOf(ChatException.Unavailable.class);
        } finally {
            others.end();
        }
    }

    private Manners gushing(String start, String piece) {
        return out -> {
            try {
                write(out, start.getBytes(StandardCharsets.ISO_8859_1));
                byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
                while (!Thread.currentThread().isInterrupted()) {
                    write(out, bytes);
                }
            } catch (IOException gone) {
                closed.set(true);
            }
        };
    }

    private void write(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        written.addAndGet(bytes.length);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private void assertClosedAfter(long most) {
        await().atMost(LESS_THAN_PATIENCE).untilTrue(closed);
        assertThat(written.get()).isLessThan(most + ON_THE_WAY);
    }

    private ChatException failure(Consumer<String> draft) {
        return (ChatException) ask(draft).awaitFailure(LESS_THAN_PATIENCE).getFailure();
    }

    private UniAssertSubscriber<String> ask(Consumer<String> draft) {
        return ask(draft, PATIENCE);
    }

    private UniAssertSubscriber<String> ask(Consumer<String> draft, Duration patience) {
        return Clients.of("endpoint", server.url(), "key", ChatConfigs.KEY, "timeout", patience.toSeconds() + "s")
                .answer(CHAT, draft)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }
}
