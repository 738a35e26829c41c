package io.parley.agent;

import io.parley.chat.ChatMessage;
import io.parley.conversation.CallNumber;
import io.parley.conversation.Step;
import io.parley.conversation.Step.Asked;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rounds of a turn as the model reads them: each of its messages, with a result for each of its calls. */
final class ToolMessages {

    private final Transcript transcript;
    private final ShownResults shown = new ShownResults();

    ToolMessages(Transcript transcript) {
        this.transcript = transcript;
    }

    /** Fails unless each call has a result. */
    List<ChatMessage> messages() {
        Map<CallNumber, String> results = shown.of(transcript.results());
        return transcript.asked().stream()
                .flatMap(round -> messages(round, results))
                .toList();
    }

    private static Stream<ChatMessage> messages(Asked round, Map<CallNumber, String> results) {
        return Stream.concat(
                Stream.of(round.message()),
                Transcript.numbers(round)
                        .map(number -> new ChatMessage.ToolResult(id(round, number), result(number, results))));
    }

    private static String id(Asked round, CallNumber number) {
        return round.message().calls().get(number.number() - 1).id();
    }

    private static String result(CallNumber number, Map<CallNumber, String> results) {
        String result = results.get(number);
        if (result == null) {
            throw new IllegalStateException("Call " + number + " has no result yet");
        }
        return result;
    }

    /** Withholds the results of the newest round from now on. Returns false if they are withheld already. */
    boolean withholdNewest() {
        int rounds = transcript.rounds();
        return rounds > 0 && shown.withhold(rounds);
    }

    /** Halves what the model reads of all results. Returns false if they are as short as they may get. */
    boolean shortenResults() {
        return shown.shorten(transcript.results().stream()
                .map(Step.Ended::text)
                .mapToInt(String::length)
                .sum());
    }
}
