package io.parley.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.ChatMessage;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.conversation.CallNumber;
import io.parley.conversation.Step;
import io.parley.conversation.Step.Asked;
import io.parley.conversation.Step.Begun;
import io.parley.conversation.Step.Ended;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The steps of one turn, read as a chat. Calls that run side by side add to it from different threads. */
final class Transcript {

    private final List<Asked> asked = new ArrayList<>();
    private final Set<CallNumber> begun = new HashSet<>();
    private final Map<CallNumber, Ended> ended = new LinkedHashMap<>();
    private final ShownResults shown = new ShownResults();

    Transcript(List<Step> recorded) {
        add(recorded);
    }

    synchronized void add(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Asked round) {
                asked.add(round);
            } else if (step instanceof Begun start) {
                begun.add(start.call());
            } else if (step instanceof Ended end) {
                ended.putIfAbsent(end.call(), end);
            }
        }
    }

    /** How many rounds there were in which the model asked for calls. */
    synchronized int rounds() {
        return asked.size();
    }

    /** How many calls were made, or are about to be. */
    synchronized int calls() {
        return (int) numbers().filter(this::counts).count();
    }

    private boolean counts(CallNumber number) {
        Ended end = ended.get(number);
        return end == null || end.status() != Step.Status.NOT_MADE;
    }

    /** Whether a result may hold what others wrote. Every write of the turn needs consent from then on. */
    synchronized boolean isTainted() {
        return ended.values().stream().anyMatch(end -> !end.trusted());
    }

    /** Whether the user has consented to a call. */
    synchronized boolean isConfirmed(CallNumber number) {
        return asked.get(number.round() - 1).confirmed();
    }

    /** The calls of the newest round that have no result yet. */
    synchronized List<OpenCall> open() {
        return numbers()
                .filter(number -> !ended.containsKey(number))
                .map(number -> new OpenCall(number, call(number), begun.contains(number)))
                .toList();
    }

    /** The reply as the next step. A call whose id an earlier round has gets another one. */
    synchronized Asked next(Reply reply) {
        int round = asked.size() + 1;
        Set<String> known = new HashSet<>();
        numbers().forEach(number -> known.add(call(number).id()));
        List<ToolCall> calls = IntStream.range(0, reply.calls().size())
                .mapToObj(place -> renamed(reply.calls().get(place), known, "call_" + round + "_" + (place + 1)))
                .toList();
        return new Asked(round, new ChatMessage.Assistant(reply.text(), calls, reply.reasoning()), reply.usage());
    }

    private static ToolCall renamed(ToolCall call, Set<String> known, String other) {
        return known.contains(call.id()) ? new ToolCall(other, call.name(), call.arguments()) : call;
    }

    /** The result of an equal call that was made before. A call that changed something, and came between, makes it stale. */
    synchronized Optional<Ended> earlier(OpenCall open, ObjectNode arguments, boolean writes) {
        List<Ended> before = List.copyOf(ended.values());
        for (int place = before.size() - 1; place >= 0; place--) {
            Ended end = before.get(place);
            if (isEqual(end, open, arguments)) {
                return Optional.of(end).filter(found -> writes || found.status() == Step.Status.SUCCEEDED);
            }
            if (!writes && begun.contains(end.call())) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isEqual(Ended end, OpenCall open, ObjectNode arguments) {
        return end.status() != Step.Status.NOT_MADE
                && end.tool().equals(open.call().name())
                && Arguments.read(call(end.call()).arguments())
                        .filter(arguments::equals)
                        .isPresent();
    }

    /** The rounds as the model sees them: each of its messages, with a result for each call. */
    synchronized List<ChatMessage> messages() {
        Map<CallNumber, String> results = shown.of(List.copyOf(ended.values()));
        return asked.stream().flatMap(round -> messages(round, results)).toList();
    }

    private Stream<ChatMessage> messages(Asked round, Map<CallNumber, String> results) {
        return Stream.concat(
                Stream.of(round.message()),
                numbers(round)
                        .map(number -> new ChatMessage.ToolResult(call(number).id(), result(number, results))));
    }

    private static String result(CallNumber number, Map<CallNumber, String> results) {
        String result = results.get(number);
        if (result == null) {
            throw new IllegalStateException("Call " + number + " has no result yet");
        }
        return result;
    }

    /** Leaves out what the newest calls returned. Returns false when there is nothing more to leave out. */
    synchronized boolean withholdNewest() {
        return !asked.isEmpty() && shown.withhold(asked.size());
    }

    /** Halves what the model reads of all results. Returns false when there is nothing more to leave out. */
    synchronized boolean shortenResults() {
        return shown.shorten(
                ended.values().stream().mapToInt(end -> end.text().length()).sum());
    }

    /**
     * The calls that were made or begun.
     *
     * @param titles names tools to users
     */
    synchronized List<MadeCall> made(UnaryOperator<String> titles) {
        return numbers()
                .filter(number -> ended.containsKey(number) || begun.contains(number))
                .filter(this::counts)
                .map(number -> made(number, titles))
                .toList();
    }

    private MadeCall made(CallNumber number, UnaryOperator<String> titles) {
        ToolCall call = call(number);
        Ended end = ended.get(number);
        return new MadeCall(
                call.name(),
                titles.apply(call.name()),
                begun.contains(number),
                call.arguments(),
                end == null ? Step.Status.UNKNOWN : end.status());
    }

    private Stream<CallNumber> numbers() {
        return asked.stream().flatMap(Transcript::numbers);
    }

    private static Stream<CallNumber> numbers(Asked round) {
        return IntStream.rangeClosed(1, round.message().calls().size())
                .mapToObj(number -> new CallNumber(round.round(), number));
    }

    private ToolCall call(CallNumber number) {
        return asked.get(number.round() - 1).message().calls().get(number.number() - 1);
    }
}
