package io.parley.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.conversation.CallNumber;
import io.parley.conversation.PendingCall;
import io.parley.conversation.Step;
import io.parley.conversation.Step.Begun;
import io.parley.conversation.Step.Ended;
import io.parley.tools.CallContext;
import io.parley.tools.Tool;
import io.parley.tools.ToolOutcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Makes the calls of one run of a turn. Each call ends with exactly one result, also after an error. */
final class Calls {

    private final CallRules rules;
    private final Transcript transcript;
    private final TurnContext context;
    private final CallContext.Caller caller;
    private final Attempts attempts;

    Calls(CallRules rules, Transcript transcript, TurnContext context, CallContext.Caller caller) {
        this.rules = rules;
        this.transcript = transcript;
        this.context = context;
        this.caller = caller;
        this.attempts = new Attempts(rules.telemetry(), this::mayRepeat);
    }

    boolean isTimeOver() {
        return rules.isTimeOver();
    }

    /** Whether only one more call may be made. */
    boolean mayMakeOne() {
        return rules.left(transcript.calls()) == 1;
    }

    /** Returns the refused calls of a round as steps, each with its reason. */
    List<Step> refused(Step.Asked asked) {
        List<ToolCall> calls = asked.message().calls();
        int left = rules.left(transcript.calls());
        List<Step> refused = new ArrayList<>();
        for (int place = 0; place < calls.size(); place++) {
            ToolCall call = calls.get(place);
            CallNumber number = new CallNumber(asked.round(), place + 1);
            Optional<String> tooMany = rules.tooMany(left);
            Optional<String> reason =
                    rules.objection(call).or(() -> tooMany).or(() -> rules.unfitForConsent(call, transcript));
            if (reason.isPresent()) {
                refused.add(Results.notMade(number, call, reason.get()));
            } else {
                left--;
            }
        }
        return refused;
    }

    /**
     * Refuses the calls that need consent and that the user could not check. A call may need consent only since the result of
     * another one of its round.
     *
     * @return whether there were any
     */
    Uni<Boolean> refuseUnfit(List<OpenCall> open) {
        List<Step> refused = open.stream()
                .filter(this::needsConsent)
                .flatMap(one -> unfit(one).stream())
                .toList();
        return refused.isEmpty()
                ? Uni.createFrom().item(false)
                : record(refused).replaceWith(true);
    }

    private Optional<Step> unfit(OpenCall open) {
        return rules.unfitForConsent(open.call(), transcript).map(reason -> Results.notMade(open, reason));
    }

    /** Returns the outcome that asks for consent to the first call that needs it; empty if none does. */
    Optional<Outcome> awaitingConsent(List<OpenCall> open) {
        return open.stream().filter(this::needsConsent).findFirst().flatMap(one -> Arguments.read(
                        one.call().arguments())
                .map(arguments -> asking(one, arguments)));
    }

    private boolean needsConsent(OpenCall open) {
        return !open.begun()
                && !transcript.isConfirmed(open.number())
                && rules.needsConsent(open.call(), transcript)
                && Arguments.read(open.call().arguments())
                        .flatMap(arguments -> transcript.earlier(open, arguments, true))
                        .isEmpty();
    }

    private Outcome asking(OpenCall open, ObjectNode arguments) {
        ToolCall call = open.call();
        return new Outcome.AwaitsConsent(
                PendingCall.of(key(open), call.name(), rules.title(call.name()), arguments.toString(), caller.userId()),
                transcript.made(rules::title));
    }

    Outcome answered(Reply reply) {
        return new Outcome.Answered(reply, transcript.made(rules::title));
    }

    /** Makes calls: concurrently if all are reads, else one after the other. */
    Uni<Void> make(List<OpenCall> open) {
        Multi<Uni<Void>> calls =
                Multi.createFrom().iterable(open).map(call -> Uni.createFrom().deferred(() -> make(call)));
        return (mayRunTogether(open)
                        ? calls.onItem().transformToUniAndMerge(call -> call)
                        : calls.onItem().transformToUniAndConcatenate(call -> call))
                .onItem()
                .ignoreAsUni();
    }

    private boolean mayRunTogether(List<OpenCall> open) {
        HashSet<ToolCall> distinct = new HashSet<>();
        return open.stream()
                .allMatch(one -> distinct.add(
                                new ToolCall("", one.call().name(), one.call().arguments()))
                        && rules.tool(one.call())
                                .filter(tool -> !tool.policy().writes())
                                .isPresent());
    }

    private Uni<Void> make(OpenCall open) {
        Optional<Tool> found = rules.tool(open.call());
        Optional<ObjectNode> arguments = Arguments.read(open.call().arguments());
        if (found.isEmpty() || arguments.isEmpty()) {
            return open.begun() ? lost(open) : end(Results.notMade(open, "There is no such tool any more."));
        }
        return make(open, found.get(), arguments.get());
    }

    private Uni<Void> make(OpenCall open, Tool tool, ObjectNode arguments) {
        if (open.begun() && !tool.policy().repeatable()) {
            return lost(open);
        }
        Optional<String> objection = open.begun() ? Optional.empty() : rules.objection(open.call());
        if (objection.isPresent()) {
            return end(Results.notMade(open, objection.get()));
        }
        Optional<Ended> earlier =
                transcript.earlier(open, arguments, tool.policy().writes());
        if (earlier.isPresent()) {
            return end(Results.repeated(open, earlier.get()));
        }
        if (rules.isTimeOver() && !open.begun()) {
            return end(Results.notMade(open, "The time for calls is over. Answer with what there is."));
        }
        context.steps().demandOurs();
        context.steps().begins(open.number(), open.call().name());
        context.display().progress(tool.policy().progress());
        return context.steps().toItsEnd(begin(open, tool).chain(() -> call(open, tool, arguments)));
    }

    private Uni<Void> begin(OpenCall open, Tool tool) {
        return tool.policy().writes() && !open.begun()
                ? record(new Begun(open.number(), open.call().name()))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> call(OpenCall open, Tool tool, ObjectNode arguments) {
        CallContext own = new CallContext(key(open), caller, open.begun());
        return attempts.make(tool, arguments, own)
                .invoke(outcome -> leaveToOthers(tool, outcome))
                .chain(outcome -> end(Results.of(open, tool, outcome)));
    }

    /** A replica that has lost the turn records no end of a call that the next one makes again with the same key. */
    private void leaveToOthers(Tool tool, ToolOutcome outcome) {
        if (outcome.status() == ToolOutcome.Status.UNKNOWN && tool.policy().repeatable()) {
            context.steps().demandOurs();
        }
    }

    private boolean mayRepeat() {
        return !rules.isTimeOver() && context.steps().isOurs();
    }

    private Uni<Void> end(Ended ended) {
        return record(ended);
    }

    private Uni<Void> record(Step step) {
        return record(List.of(step));
    }

    private Uni<Void> record(List<Step> added) {
        return context.steps().record(added).invoke(transcript::add).replaceWithVoid();
    }

    /** Records that the outcome of a write is unknown: an earlier run began it, and it must not be repeated. */
    private Uni<Void> lost(OpenCall open) {
        Ended unknown = Results.unknown(open);
        return context.steps()
                .record(List.of(unknown))
                .invoke(standing -> {
                    transcript.add(standing);
                    if (standing.contains(unknown)) {
                        rules.telemetry().lost(open.call().name(), key(open), caller);
                    }
                })
                .replaceWithVoid();
    }

    /** Ends the calls that were begun: nobody makes them again, also not those that are repeatable. */
    Uni<Void> abandon() {
        List<Uni<Void>> ends = transcript.open().stream()
                .filter(OpenCall::begun)
                .map(this::lost)
                .toList();
        return Multi.createFrom()
                .iterable(ends)
                .onItem()
                .transformToUniAndConcatenate(end -> end)
                .onItem()
                .ignoreAsUni();
    }

    private String key(OpenCall open) {
        return context.steps().turn() + "/" + open.number();
    }
}
