package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.agent.Agent;
import io.parley.agent.MadeCall;
import io.parley.conversation.Answer;
import io.parley.conversation.Exchange;
import io.parley.conversation.PendingCall;
import io.parley.conversation.Step;
import io.parley.knowledge.Knowledge;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The calls of the bot's agent, and the texts about them for users.
 *
 * @param asksAgent whether an agent of Foundry answers, which reads texts of others on its own
 */
record Actions(Agent agent, ActionsConfig texts, Knowledge knowledge, boolean asksAgent) {

    private static final String ACTION = "{action}";

    List<MadeCall> made(List<Step> steps) {
        return agent.made(steps);
    }

    /**
     * Asks for the user's consent to a call, in Parley's words.
     *
     * @param words what the user has said
     * @param made calls of this turn
     */
    Answer asking(Activity message, String words, PendingCall call, List<MadeCall> made) {
        ConsentMessage consent = new ConsentMessage(texts, call, agent.arguments(call));
        return Answer.asking(
                consent.on(message.channelId()), new Exchange(words, List.of(remembered(consent.text(), made))), call);
    }

    /** Returns the text, followed by a sentence for each call with an unknown outcome. */
    String warned(String text, List<MadeCall> calls) {
        return calls.isEmpty() ? text : joined(Stream.concat(Stream.of(text), unknown(calls)));
    }

    /** Returns an apology, followed by a sentence for each call that was, or may have been, made. */
    String behind(String excuse, List<MadeCall> calls) {
        return joined(Stream.concat(
                Stream.concat(Stream.of(excuse), sentences(texts.done(), calls, MadeCall::isDone)), unknown(calls)));
    }

    /** Returns an answer for history: with a line about the calls that were made. */
    static String remembered(String answer, List<MadeCall> calls) {
        return calls.isEmpty() ? answer : joined(Stream.of(answer, MadeCall.line(calls)));
    }

    private Stream<String> unknown(List<MadeCall> calls) {
        return sentences(texts.unknown(), calls, MadeCall::isUnknown);
    }

    private static Stream<String> sentences(String text, List<MadeCall> calls, Predicate<MadeCall> which) {
        return calls.stream().filter(which).map(MadeCall::title).distinct().map(title -> fill(text, title));
    }

    /** Fills the title of an action into a text. */
    static String fill(String text, String title) {
        return text.replace(ACTION, title);
    }

    /** Returns the filter of texts that the model wrote. */
    SafeText safeText() {
        return new SafeText(texts, knowledge, agent.hasTools(), asksAgent);
    }

    private static String joined(Stream<String> texts) {
        return texts.filter(text -> !text.isEmpty()).collect(Collectors.joining("\n\n"));
    }
}
