package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class RespReaderTest {

    private static final String ANSWERS =
            "+OK\r\n-ERR no\r\n:-42\r\n$5\r\nh\u00e9\r\n\r\n$-1\r\n$0\r\n\r\n*-1\r\n*0\r\n"
                    + "*3\r\n:1\r\n*2\r\n$1\r\na\r\n$-1\r\n-ERR inner\r\n";

    private final RespReader reader = new RespReader();
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
                "HTTP/1.1 400 Bad Request\r\n",
                "\r\n",
                ":4x\r\n",
                "$999999999999\r\n",
                "*99999999\r\n",
                "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n"
            })
    void refusesWhatIsNoAnswerOfRedis(String bytes) {
        assertThatThrownBy(() -> add(bytes)).isInstanceOf(IllegalStateException.class);
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
