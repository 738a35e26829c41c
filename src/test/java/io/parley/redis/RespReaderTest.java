package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.memory.LongAnswers;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class RespReaderTest {

    private static final String ANSWERS =
            "+OK\r\n-ERR no\r\n:-42\r\n$5\r\nh\u00e9\r\n\r\n$-1\r\n$0\r\n\r\n*-1\r\n*0\r\n"
                    + "*3\r\n:1\r\n*2\r\n$1\r\na\r\n$-1\r\n-ERR inner\r\n";

    private final LongAnswers memory = LongAnswers.ofHeap(8);
    private final RespReader reader = new RespReader(memory);
    private final List<Response> answers = new ArrayList<>();

    @Test
    void readsEachKindOfAnswer() {
        add(ANSWERS);

        assertRead();
        assertThat(answers.get(0).type()).isEqualTo(ResponseType.SIMPLE);
        assertThat(answers.get(1).type()).isEqualTo(ResponseType.ERROR);
        assertThat(answers.get(2).toLong()).isEqualTo(-42);
        assertThat(answers.get(3).toBytes()).isEqualTo("h\u00e9\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(answers.get(3).toBuffer().toString()).isEqualTo("h\u00e9\r\n");
        assertThat(answers.get(8).get(2).type()).isEqualTo(ResponseType.ERROR);
    }

    @Test
    void readsAnswersThatArriveInTwoPieces() {
        byte[] all = bytes(ANSWERS);

        IntStream.range(0, all.length + 1).forEach(split -> {
            answers.clear();
            add(Arrays.copyOfRange(all, 0, split));
            add(Arrays.copyOfRange(all, split, all.length));
            assertRead();
        });
    }

    @Test
    void readsAnswersThatArriveByteByByte() {
        for (int round = 0; round < 3; round++) {
            answers.clear();
            for (byte one : bytes(ANSWERS)) {
                add(new byte[] {one});
            }
            assertRead();
        }
    }

    @Test
    void keepsEarlierAnswersWhenMoreArrives() {
        add("$5\r\nfirst\r\n$6\r\nsec");
        Response first = answers.get(0);
        add("ond\r\n$5\r\nth");
        add("ird\r\n");

        assertThat(first).hasToString("first");
        assertThat(answers).extracting(Response::toString).containsExactly("first", "second", "third");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request",
                "\r\n",
                ":4x\r\n",
                ":\r\n",
                ":-\r\n",
                ":9999999999999999999\r\n",
                "$\r\n",
                "$-2\r\n",
                "$10000000\r\n",
                "$2147483648\r\n",
                "$18446744073709551620\r\n",
                "$3\r\nlonger\r\n",
                "*-2\r\n",
                "*1000000000\r\n",
                "*18446744073709551617\r\n",
                // RESP 3, for which no connection has asked.
                ">1\r\n",
                "%1\r\n",
                "~1\r\n",
                "|1\r\n",
                "_\r\n",
                "#t\r\n",
                ",1.5\r\n",
                "(1\r\n",
                "=7\r\n",
                "!3\r\n",
                "$?\r\n",
                "*?\r\n"
            })
    void refusesWhatIsNoAnswerOfRedis(String bytes) {
        assertThatThrownBy(() -> add(bytes)).isInstanceOf(IllegalStateException.class);
        assertThat(answers).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "-", ":", "$", "*"})
    void refusesALineWithoutAnEnd(String kind) {
        add(kind);

        assertThatThrownBy(() -> addAgainAndAgain("1".repeat(1000))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesListsThatAreVeryDeep() {
        add("*1\r\n".repeat(16));

        assertThatThrownBy(() -> add("*1\r\n")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {":1\r\n", "+word\r\n", "$-1\r\n", "$4\r\nword\r\n", "*0\r\n", "*200000\r\n"})
    void refusesAnAnswerWithTooManyElements(String element) {
        add("*200000\r\n");

        assertThatThrownBy(() -> {
                    add(element.repeat(100_000));
                    add("*100000\r\n");
                })
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$60000\r\n%s\r\n", "+%s\r\n"})
    void refusesAnAnswerThatIsTooLongAltogether(String element) {
        add("*1000\r\n");
        String text = element.formatted("x".repeat(60_000));

        assertThatThrownBy(() -> addAgainAndAgain(text)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsOneLongAnswerAfterAnother() {
        String text = "x".repeat(5_000_000);

        add("$5000000\r\n" + text + "\r\n$5000000\r\n");
        add(text + "\r\n");

        assertThat(answers).extracting(Response::toString).containsExactly(text, text);
    }

    /** Takes minutes if each piece has all bytes before it read or copied again. */
    @Test
    @Timeout(60)
    void readsALongAnswerByteByByte() {
        byte[] answer = bytes(
                "*100001\r\n" + "$3\r\nabc\r\n".repeat(100_000) + "$1000000\r\n" + "x".repeat(1_000_000) + "\r\n");

        for (byte one : answer) {
            add(new byte[] {one});
        }

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).get(99_999)).hasToString("abc");
        assertThat(answers.get(0).get(100_000).toString()).hasSize(1_000_000);
    }

    @Test
    void sharesMemoryForLongAnswersWithOtherConnections() {
        LongAnswers none = LongAnswers.ofHeap(Long.MAX_VALUE);
        RespReader first = new RespReader(none);
        RespReader second = new RespReader(none);
        first.add(bytes("$1000000\r\n"), answers::add);

        second.add(bytes("$60000\r\n"), answers::add);
        assertThatThrownBy(() -> new RespReader(none).add(bytes("$1000000\r\n"), answers::add))
                .hasMessageContaining("too long");
        first.end();

        new RespReader(none).add(bytes("$1000000\r\n"), answers::add);
    }

    private void addAgainAndAgain(String bytes) {
        for (int times = 0; times < 1000; times++) {
            add(bytes);
        }
    }

    private void assertRead() {
        assertThat(answers).hasSize(9);
        assertThat(answers.get(0)).hasToString("OK");
        assertThat(answers.get(1)).hasToString("ERR no");
        assertThat(answers.get(3)).hasToString("h\u00e9\r\n");
        assertThat(answers.get(4)).isNull();
        assertThat(answers.get(5)).hasToString("");
        assertThat(answers.get(6)).isNull();
        assertThat(answers.get(7).size()).isZero();
        assertThat(answers.get(8).size()).isEqualTo(3);
        assertThat(answers.get(8).get(0).toInteger()).isEqualTo(1);
        assertThat(answers.get(8).get(1).get(0)).hasToString("a");
        assertThat(answers.get(8).get(1).get(1)).isNull();
    }

    private void add(String bytes) {
        add(bytes(bytes));
    }

    private void add(byte[] bytes) {
        reader.add(bytes, answers::add);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
