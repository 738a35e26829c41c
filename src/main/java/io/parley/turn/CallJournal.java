package io.parley.turn;

import io.parley.agent.FoundPassage;
import io.parley.conversation.Answer;
import io.parley.conversation.CallNumber;
import io.parley.conversation.PendingCall;
import io.parley.conversation.Step;
import io.parley.ledger.Turn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reports the calls of one turn, and what its user decided about them, to observers of {@link TurnStep}. */
final class CallJournal {

    private static final String NOT_MADE_YET = "";

    private final Turn turn;
    private final Consumer<TurnStep> steps;

    CallJournal(Turn turn, Consumer<TurnStep> steps) {
        this.turn = turn;
        this.steps = steps;
    }

    void begins(CallNumber number, String tool) {
        tell(TurnStep.Kind.CALLING, new TurnStep.Call(tool, number.toString(), NOT_MADE_YET));
    }

    /** Reports what was found in the documents. */
    void found(List<FoundPassage> passages) {
        steps.accept(new TurnStep(
                TurnStep.Kind.FOUND,
                turn.activity(),
                turn.attempt(),
                0,
                null,
                Optional.empty(),
                passages.stream()
                        .map(passage -> new TurnStep.Passage(passage.title(), passage.score()))
                        .toList()));
    }

    /** Reports the end of a call; other steps say nothing new. */
    void recorded(Step step) {
        if (step instanceof Step.Ended ended) {
            tell(
                    TurnStep.Kind.CALLED,
                    new TurnStep.Call(ended.tool(), ended.call().toString(), outcome(ended)));
        }
    }

    /** Reports that this turn has claimed the call that waited. */
    void consented() {
        decided(TurnStep.Kind.CONSENTED);
    }

    /** Reports whether an answer changes the call that waits. */
    void answered(Answer answer) {
        Optional.ofNullable(answer.consent()).ifPresent(consent -> Optional.ofNullable(consent.call())
                .ifPresentOrElse(
                        call -> tell(TurnStep.Kind.ASKED, waiting(call.tool())),
                        () -> decided(
                                turn.state().question().expired() ? TurnStep.Kind.EXPIRED : TurnStep.Kind.DECLINED)));
    }

    private void decided(TurnStep.Kind kind) {
        turn.state().question().call().map(PendingCall::tool).ifPresent(tool -> tell(kind, waiting(tool)));
    }

    private static TurnStep.Call waiting(String tool) {
        return new TurnStep.Call(tool, NOT_MADE_YET, NOT_MADE_YET);
    }

    private static String outcome(Step.Ended ended) {
        return ended.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void tell(TurnStep.Kind kind, TurnStep.Call call) {
        steps.accept(new TurnStep(kind, turn.activity(), turn.attempt(), 0, call, Optional.empty()));
    }
}
