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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The calls of the bot's agent, and the texts about them for users.
 *
 * @param asksAgent whether an agent of Foundry answers, which reads texts of others on its own
 */
record Actions(Agent agent, ActionsConfig texts, Knowledge knowledge, boolean asksAgent) {

    private static final String ACTION = "{action}";
    private static final Pattern FORGED = Pattern.compile("(?m)^\\[Tools called:.*$");

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
        return joined(Stream.concat(Stream.of(text), unknown(calls)));
    }

    /** Returns an apology, followed by a sentence for each call that was, or may have been, made. */
    String behind(String excuse, List<MadeCall> calls) {
        return joined(Stream.concat(
                Stream.concat(Stream.of(excuse), sentences(texts.done(), calls, MadeCall::isDone)), unknown(calls)));
    }

    /** Returns an answer for history: with a line about the calls that were made. */
    static String remembered(String answer, List<MadeCall> calls) {
        return joined(Stream.of(answer, MadeCall.line(calls)));
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

    /** Returns an answer for users: if the model reads results of tools or documents, only links to allowed hosts remain. */
    String safe(String answer) {
        String own = agent.hasTools() || knowledge.isTool() ? ownWords(answer) : answer;
        return readsTextsOfOthers() ? links().apply(own) : own;
    }

    /**
     * Removes lines about calls, which only history has: a model that has read such lines may write one about a call that
     * was never made.
     */
    private static String ownWords(String answer) {
        String own = FORGED.matcher(answer).replaceAll("").strip();
        return own.isEmpty() ? answer : own;
    }

    /** Like {@link #safe}, for an unfinished answer. */
    String safeDraft(String draft) {
        return readsTextsOfOthers() ? links().applyToDraft(draft) : draft;
    }

    private boolean readsTextsOfOthers() {
        return asksAgent || agent.hasTools() || knowledge.isPresent();
    }

    /**
     * Creates the filter of links. Third parties may write documents, but the addresses of documents come from the operator.
     */
    private AllowedLinks links() {
        return new AllowedLinks(Stream.concat(texts.linkHosts().orElse(List.of()).stream(), knowledge.hosts().stream())
                .toList());
    }

    private static String joined(Stream<String> texts) {
        return texts.filter(text -> !text.isEmpty()).collect(Collectors.joining("\n\n"));
    }
}
