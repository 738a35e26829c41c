package io.parley.bot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Optional;

/** What the bot says of calls that change something. {@code {action}} in a text is what the call does, in the operator's words. */
@ConfigMapping(prefix = "parley.actions")
public interface ActionsConfig {

    /** Said behind an answer, or an apology, when nobody knows whether a call was made. */
    @WithDefault("It is not known whether this was done: {action}. Please check before you ask for it again.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_UNKNOWN")
    String unknown();

    /** Said behind an excuse or an apology, when a call was made before the answer failed. */
    @WithDefault("This was done: {action}.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_DONE")
    String done();

    /** Said of a call that the user has confirmed, when the other side refused it. */
    @WithDefault("This was not done: {action}.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_FAILED")
    String failed();

    /** Asks for the user's consent to a call. The arguments of the call follow. */
    @WithDefault("Shall I do this? {action}")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_QUESTION")
    String question();

    /** The word, and the button, for consent. */
    @WithDefault("Yes")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_YES")
    String yes();

    /** The word, and the button, against it. */
    @WithDefault("No")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_NO")
    String no();

    /** Says how to answer where there are no buttons. {@code {yes}} and {@code {no}} are the two words. */
    @WithDefault("Please answer {yes} or {no}.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_REPLY")
    String reply();

    /** Said when the user has declined. */
    @WithDefault("All right, I will not do this: {action}.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_DECLINED")
    String declined();

    /** Said to a decision that comes too late, or a second time. */
    @WithDefault("This question is no longer open.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_CLOSED")
    String closed();

    /** Said to somebody else than the user whose question led to the call. */
    @WithDefault("Only the person who asked can decide this.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_NOT_YOURS")
    String notYours();

    /** Shown on the card of the user who decided, until the call has ended. */
    @WithDefault("One moment, please.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_WORKING")
    String working();

    /**
     * Hosts that links and pictures in answers may lead to when the model has tools or documents, with commas between. {@code
     * .example.com} stands for all hosts below it, and {@code *} for any. The hosts of the documents' own addresses are allowed as well. Other
     * links are shown as their texts: what a tool returns, or a document says, may make the model send data away in the address of a
     * picture or a link.
     */
    Optional<List<String>> linkHosts();
}
