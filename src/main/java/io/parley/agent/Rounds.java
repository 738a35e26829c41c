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
import java.util.stream.Stream;

/**
 * The way to one answer: ask the model, make the calls that it asks for, and ask again, until it answers. Each step is recorded
 * before the next. Begins where an earlier run of the turn stopped.
 */
final class Rounds {

    private final Inquiry inquiry;
    private final Prompt first;
    private final TurnContext context;
    private final AgentConfig limits;
    private final Transcript transcript;
    private final Calls calls;

    /**
     * @param first the prompt without what the model and the tools said in this turn
     * @param transcript the steps of earlier runs of the turn
     */
    Rounds(Inquiry inquiry, Prompt first, TurnContext context, AgentConfig limits, Transcript transcript, Calls calls) {
        this.inquiry = inquiry;
        this.first = first;
        this.context = context;
        this.limits = limits;
        this.transcript = transcript;
        this.calls = calls;
    }

    /** Fails with a {@link ChatException} if the model gives no answer. */
    Uni<Outcome> run() {
        List<OpenCall> open = transcript.open();
        return open.isEmpty()
                ? ask()
                : calls.awaitingConsent(open)
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

    /** In the last round, calls are not taken. */
    private static Reply answer(Reply reply) {
        if (reply.text().isBlank()) {
            throw new ChatException.Empty("The model asked for calls until it was allowed no more, and said nothing.");
        }
        return new Reply(reply.text(), List.of(), reply.usage(), reply.ending());
    }

    private Uni<Reply> askOnce() {
        return Uni.createFrom().deferred(() -> inquiry.model().answer(prompt(), draft()));
    }

    /** A result can hold what the content filter blocks in a prompt. */
    private Uni<Reply> askWithoutNewestResults(Throwable filtered) {
        return transcript.withholdNewest() ? askOnce() : Uni.createFrom().failure(filtered);
    }

    /** The results of a turn can be more than the model takes. */
    private Uni<Reply> askWithShorterResults(Throwable tooLong) {
        return transcript.shortenResults()
                ? askOnce().onFailure(ChatException.TooLong.class).recoverWithUni(this::askWithShorterResults)
                : Uni.createFrom().failure(tooLong);
    }

    /** Its calls decide whether a reply is an answer, not what it gives as the reason of its end. */
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
        List<ChatMessage> current = Stream.concat(first.current().stream(), transcript.messages().stream())
                .toList();
        return new Prompt(first.system(), first.earlier(), current, first.tools(), choice(), first.asker());
    }

    /** The tools stay in the last round: the service caches what begins alike. */
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
