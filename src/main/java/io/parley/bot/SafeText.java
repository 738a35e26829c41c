package io.parley.bot;

import io.parley.knowledge.Knowledge;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Filters what the model wrote before users see it.
 *
 * @param hasTools whether the model has tools of the operator
 * @param asksAgent whether an agent of Foundry answers, which reads texts of others on its own
 */
record SafeText(ActionsConfig texts, Knowledge knowledge, boolean hasTools, boolean asksAgent) {

    private static final Pattern FORGED = Pattern.compile("(?m)^\\[Tools called:.*$");

    /** Returns an answer for users: if the model reads results of tools or documents, only links to allowed hosts remain. */
    String of(String answer) {
        String own = hasTools || knowledge.isTool() ? ownWords(answer) : answer;
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

    /** Like {@link #of}, for an unfinished answer. */
    String ofDraft(String draft) {
        return readsTextsOfOthers() ? links().applyToDraft(draft) : draft;
    }

    private boolean readsTextsOfOthers() {
        return asksAgent || hasTools || knowledge.isPresent();
    }

    /**
     * Creates the filter of links. Third parties may write documents, but the addresses of documents come from the operator.
     */
    private AllowedLinks links() {
        return new AllowedLinks(Stream.concat(texts.linkHosts().orElse(List.of()).stream(), knowledge.hosts().stream())
                .toList());
    }
}
