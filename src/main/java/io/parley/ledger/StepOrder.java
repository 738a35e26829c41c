package io.parley.ledger;

import io.parley.conversation.CallNumber;
import io.parley.conversation.Step;
import io.parley.conversation.Step.Asked;
import io.parley.conversation.Step.Begun;
import io.parley.conversation.Step.Ended;
import java.util.ArrayList;
import java.util.List;

/** Checks recorded steps: rounds count from 1, and calls belong to a round that was recorded before. Otherwise steps are lost. */
final class StepOrder {

    private final List<Integer> callsOfRounds = new ArrayList<>();

    /** Whether all steps are in order. */
    static boolean isIn(List<Step> steps) {
        return steps.stream().allMatch(new StepOrder()::follows);
    }

    /** Whether a step can follow those that this was asked for before. */
    boolean follows(Step step) {
        if (step instanceof Asked asked) {
            callsOfRounds.add(asked.message().calls().size());
            return asked.round() == callsOfRounds.size();
        }
        return isKnown(step instanceof Begun begun ? begun.call() : ((Ended) step).call());
    }

    private boolean isKnown(CallNumber call) {
        return isBetweenOneAnd(callsOfRounds.size(), call.round())
                && isBetweenOneAnd(callsOfRounds.get(call.round() - 1), call.number());
    }

    private static boolean isBetweenOneAnd(int last, int number) {
        return number >= 1 && number <= last;
    }
}
