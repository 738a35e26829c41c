package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MeasuredChatModelTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countsAnswers() {
        Reply reply = Reply.complete("Hello!");
        ask(Uni.createFrom().item(reply)).assertItem(reply);

        assertThat(calls("answered")).isOne();
    }

    @ParameterizedTest
    @CsvSource({"TRUNCATED, truncated", "BROKEN_OFF, broken_off"})
    void countsAnswersThatAreCutOffByThemselves(Reply.Ending ending, String outcome) {
        ask(Uni.createFrom().item(Reply.of("Hel", ending)));

        assertThat(calls(outcome)).isOne();
    }

    @ParameterizedTest
    @MethodSource
    void countsFailuresByTheirKind(RuntimeException failure, String outcome) {
        assertThat(ask(Uni.createFrom().failure(failure)).getFailure()).isSameAs(failure);

        assertThat(calls(outcome)).isOne();
    }

    static Stream<Arguments> countsFailuresByTheirKind() {
        return Stream.of(
                Arguments.of(new ChatException.Filtered(""), "filtered"),
                Arguments.of(new ChatException.Empty(""), "empty"),
                Arguments.of(new ChatException.Throttled("", Optional.empty()), "throttled"),
                Arguments.of(new ChatException.Unavailable(""), "unavailable"),
                Arguments.of(new ChatException.BrokenOff("", ""), "broken_off"),
                Arguments.of(new ChatException.TooLong(""), "too_long"),
                Arguments.of(new ChatException.Rejected("", 400), "rejected"),
                Arguments.of(new IllegalStateException(), "failed"));
    }

    private UniAssertSubscriber<Reply> ask(Uni<Reply> answer) {
        return new MeasuredChatModel((messages, draft) -> answer, registry)
                .answer(Prompts.of("You are a bot.", ChatMessage.user("Hi")), ChatModel.UNSEEN)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private long calls(String outcome) {
        return registry.get("parley.chat.answers")
                .tag("outcome", outcome)
                .timer()
                .count();
    }
}
