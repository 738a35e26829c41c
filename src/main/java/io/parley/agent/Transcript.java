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

/** The steps of one turn: which calls the model asked for, and how they ended. Thread-safe, as calls run side by side. */
final class Transcript {

    private final List<Asked> asked = new ArrayList<>();
    private final Set<CallNumber> begun = new HashSet<>();
    private final Map<CallNumber, Ended> ended = new LinkedHashMap<>();

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

    /** Returns the rounds in which the model asked for calls, oldest first. */
    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Returns the number of rounds in which the model asked for calls. */
    synchronized int rounds() {
        return asked.size();
    }

    /** Returns the results of calls, in the order in which the calls ended. */
    synchronized List<Ended> results() {
        return List.copyOf(ended.values());
    }

    /** Returns the number of calls that were made, or are about to be made. */
    synchronized int calls() {
        return (int) numbers().filter(this::counts).count();
    }

    private boolean counts(CallNumber number) {
        Ended end = ended.get(number);
        return end == null || end.status() != Step.Status.NOT_MADE;
    }

    /** Whether a result may contain text of third parties. If so, every further write of the turn needs consent. */
    synchronized boolean isTainted() {
        return ended.values().stream().anyMatch(end -> !end.trusted());
    }

    /** Whether the user has consented to a call. */
    synchronized boolean isConfirmed(CallNumber number) {
        return asked.get(number.round() - 1).confirmed();
    }

    /** Returns the calls of the newest round that have no result yet. */
    synchronized List<OpenCall> open() {
        return numbers()
                .filter(number -> !ended.containsKey(number))
                .map(number -> new OpenCall(number, call(number), begun.contains(number)))
                .toList();
    }

    /** Returns the reply as the next step. Replaces ids of calls that an earlier round used. */
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

    /** Returns the result of an earlier equal call. For a read, it counts only if no write has begun since. */
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

    /**
     * Returns the calls that were made or begun.
     *
     * @param titles gives the name of a tool that users read
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

    static Stream<CallNumber> numbers(Asked round) {
        return IntStream.rangeClosed(1, round.message().calls().size())
                .mapToObj(number -> new CallNumber(round.round(), number));
    }

    private ToolCall call(CallNumber number) {
        return asked.get(number.round() - 1).message().calls().get(number.number() - 1);
    }
}
