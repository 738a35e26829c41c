package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.agent.MadeCall;
import io.parley.agent.Outcome;
import io.parley.chat.ChatException;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.Exchange;
import io.parley.conversation.Step;
import io.quarkus.logging.Log;
import java.util.List;

/** What the user gets, and what history keeps, of a question that the model did not answer. */
final class WithoutAnswer {

    /** Replaces a blocked question in history: the content filter would block all later prompts that contain it. */
    private static final String NOT_KEPT = "(a message that was not kept)";

    private final Actions actions;
    private final Excuses excuses;

    WithoutAnswer(Actions actions, Excuses excuses) {
        this.actions = actions;
        this.excuses = excuses;
    }

    /**
     * A question that got no answer stays out of history, so that one that was blocked does not block all that follow. The user
     * and history still get what calls have done.
     */
    Answer excuse(Activity message, String question, Outcome.Unanswered outcome) {
        ChatException failure = outcome.failure();
        Log.warnf("The model gave no answer in conversation %s: %s", ConversationKey.of(message), failure.getMessage());
        String excuse = excuses.of(failure);
        return outcome.calls().isEmpty()
                ? Answer.saying(excuse)
                : Answer.saying(actions.behind(excuse, outcome.calls()))
                        .remembering(new Exchange(
                                failure instanceof ChatException.Filtered ? NOT_KEPT : question,
                                List.of(Actions.remembered("", outcome.calls()))));
    }

    /** Returns what history keeps: nothing, unless calls were made. */
    Answer remembering(Activity message, List<Step> steps, String note) {
        List<MadeCall> calls = actions.made(steps);
        return calls.isEmpty()
                ? Answer.nothing()
                : Answer.nothing()
                        .remembering(new Exchange(
                                Quote.put(Quote.of(message), MessageText.of(message)),
                                List.of(Actions.remembered(note, calls))));
    }
}
