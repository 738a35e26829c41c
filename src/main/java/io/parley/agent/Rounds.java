package io.parley.agent;

import io.parley.chat.ChatException;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.chat.ToolChoice;
import io.parley.conversation.Step;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks the model, makes the calls that it asks for, and asks again, until the model answers. Records each step before the next.
 * Continues after the last step of an earlier run of the turn.
 */
final class Rounds {

    private final Inquiry inquiry;
    private final Prompt first;
    private final TurnContext context;
    private final AgentConfig limits;
    private final Transcript transcript;
    private final ToolMessages messages;
    private final Calls calls;

    /**
     * @param first the prompt, without the model's calls and their results in this turn
     * @param transcript the steps of earlier runs of the turn
     */
    Rounds(Inquiry inquiry, Prompt first, TurnContext context, AgentConfig limits, Transcript transcript, Calls calls) {
        this.inquiry = inquiry;
        this.first = first;
        this.context = context;
        this.limits = limits;
        this.transcript = transcript;
        this.messages = new ToolMessages(transcript);
        this.calls = calls;
    }

    /** Fails with a {@link ChatException} if the model gives no answer. */
    Uni<Outcome> run() {
        List<OpenCall> open = transcript.open();
        return open.isEmpty() ? ask() : calls.refuseUnfit(open).chain(refused -> refused ? run() : make(open));
    }

    private Uni<Outcome> make(List<OpenCall> open) {
        return calls.awaitingConsent(open)
                .<Uni<Outcome>>map(outcome -> Uni.createFrom().item(outcome))
                .orElseGet(() -> calls.make(open).chain(this::run));
    }

    private Uni<Outcome> ask() {
        boolean last = isLast();
        return askOnce()
                .onFailure(ChatException.Filtered.class)
                .recoverWithUni(this::askWithoutNewestResults)
                .onFailure(ChatException.TooLong.class)
                .recoverWithUni(this::askWithShorterResults)
                .chain(reply -> last ? Uni.createFrom().item(calls.answered(answer(reply))) : goOn(reply));
    }

    /** Returns a reply of the last round without its calls, which are not made. */
    private static Reply answer(Reply reply) {
        if (reply.text().isBlank()) {
            throw new ChatException.Empty("The model asked for calls until the limit, and gave no answer.");
        }
        return new Reply(reply.text(), List.of(), reply.usage(), reply.ending());
    }

    private Uni<Reply> askOnce() {
        return Uni.createFrom().deferred(() -> inquiry.model().answer(prompt(), draft()));
    }

    /** Withholds the newest results: they may contain what the content filter blocks. */
    private Uni<Reply> askWithoutNewestResults(Throwable filtered) {
        return messages.withholdNewest() ? askOnce() : Uni.createFrom().failure(filtered);
    }

    /** Shortens the results: together they may be longer than the model's context. */
    private Uni<Reply> askWithShorterResults(Throwable tooLong) {
        return messages.shortenResults()
                ? askOnce().onFailure(ChatException.TooLong.class).recoverWithUni(this::askWithShorterResults)
                : Uni.createFrom().failure(tooLong);
    }

    /** A reply with calls is no answer, even if its finish reason says that it is complete. */
    private Uni<Outcome> goOn(Reply reply) {
        return reply.calls().isEmpty()
                ? Uni.createFrom().item(calls.answered(reply))
                : record(reply).chain(this::run);
    }

    private Uni<List<Step>> record(Reply reply) {
        Step.Asked asked = transcript.next(reply);
        List<Step> steps = new ArrayList<>(List.of(asked));
        steps.addAll(calls.refused(asked));
        return context.steps().record(steps).invoke(transcript::add);
    }

    private Prompt prompt() {
        List<ChatMessage> current = new ArrayList<>(first.current());
        current.addAll(messages.messages());
        return new Prompt(first.system(), first.earlier(), current, first.tools(), choice(), first.asker());
    }

    /** The last round has the same tools, and may not call them: the service caches prompts by their beginning. */
    private ToolChoice choice() {
        if (isLast()) {
            return ToolChoice.NONE;
        }
        return calls.mayMakeOne() ? ToolChoice.ONE_CALL : ToolChoice.AUTO;
    }

    private boolean isLast() {
        return !first.tools().isEmpty()
                && (transcript.rounds() >= limits.maxRounds() - 1
                        || transcript.calls() >= limits.maxCalls()
                        || calls.isTimeOver());
    }

    private Consumer<String> draft() {
        return context.display() == Display.NONE ? ChatModel.UNSEEN : context.display()::draft;
    }
}
