package io.parley.redis;

import io.parley.memory.LongAnswers;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import io.vertx.redis.client.impl.types.MultiType;
import io.vertx.redis.client.impl.types.NumberType;
import io.vertx.redis.client.impl.types.SimpleStringType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Redis answers on one connection, in its protocol RESP 2. Texts of answers refer to the bytes that arrived and copy
 * nothing. Each element is read once, when it is complete.
 */
final class RespReader {

    /** More levels than any script answers. */
    private static final int DEEPEST = 16;

    private final ArrivedBytes arrived = new ArrivedBytes();
    private final AnswerSize size;

    /** Lists of the current answer that are not complete, the innermost first. */
    private final Deque<MultiType> lists = new ArrayDeque<>();

    /** @param memory what the answers of all connections share */
    RespReader(LongAnswers memory) {
        this.size = new AnswerSize(memory);
    }

    /**
     * Adds bytes that have arrived, which the reader keeps. After a failure it must not be used.
     *
     * @param answers gets each complete answer; null where Redis has no value
     * @throws IllegalStateException if the bytes are not an answer of Redis, or one that is too long or too deep
     */
    void add(byte[] more, Consumer<@Nullable Response> answers) {
        arrived.append(more);
        boolean goesOn = true;
        while (goesOn && arrived.findLine()) {
            goesOn = element(answers);
        }
    }

    /** Releases the memory of an answer that is not complete. */
    void end() {
        size.end();
    }

    /** Returns whether the element was complete. */
    private boolean element(Consumer<@Nullable Response> answers) {
        return switch (arrived.kind()) {
            case '+' -> simple(SimpleStringType.create(arrived.line()), answers);
            case '-' -> simple(ErrorType.create(arrived.line()), answers);
            case ':' -> simple(NumberType.create(arrived.number()), answers);
            case '$' -> text(arrived.number(), answers);
            default -> list(arrived.number(), answers);
        };
    }

    private boolean simple(Response element, Consumer<@Nullable Response> answers) {
        size.take(arrived.lineLength());
        arrived.endLine();
        complete(element, answers);
        return true;
    }

    private boolean text(long length, Consumer<@Nullable Response> answers) {
        if (isAbsent(length)) {
            return absent(answers);
        }
        size.demand(length);
        if (!arrived.hasText((int) length)) {
            return false;
        }
        size.take(length);
        complete(arrived.text((int) length), answers);
        return true;
    }

    private boolean list(long length, Consumer<@Nullable Response> answers) {
        if (isAbsent(length)) {
            return absent(answers);
        }
        arrived.endLine();
        open(length, answers);
        return true;
    }

    private boolean absent(Consumer<@Nullable Response> answers) {
        arrived.endLine();
        complete(null, answers);
        return true;
    }

    private void open(long length, Consumer<@Nullable Response> answers) {
        size.takeElements(length);
        MultiType list = MultiType.create(length, false);
        if (length == 0) {
            complete(list, answers);
        } else {
            ArrivedBytes.demand(lists.size() < DEEPEST);
            lists.push(list);
        }
    }

    /** Adds the element to its list. Passes it on if it is a whole answer. */
    private void complete(@Nullable Response element, Consumer<@Nullable Response> answers) {
        Response complete = element;
        while (!lists.isEmpty()) {
            lists.element().add(complete);
            if (!lists.element().complete()) {
                return;
            }
            complete = lists.pop();
        }
        size.end();
        answers.accept(complete);
    }

    /** Length -1 stands for no value. */
    private static boolean isAbsent(long length) {
        ArrivedBytes.demand(length >= -1);
        return length < 0;
    }
}
