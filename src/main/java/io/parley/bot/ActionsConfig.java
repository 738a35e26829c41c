package io.parley.bot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Optional;

/** The bot's texts about calls that change something. In each of them {@code {action}} stands for the title of the tool. */
@ConfigMapping(prefix = "parley.actions")
public interface ActionsConfig {

    /** Added to an answer or an apology if it is unknown whether a call was made. */
    @WithDefault("It is not known whether this was done: {action}. Please check before you ask for it again.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_UNKNOWN")
    String unknown();

    /** Added to an apology if the record of what was done cannot be read, for example after a damage of Redis. */
    @WithDefault("It is not known what was done for this request. Please check before you ask for it again.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_LOST")
    String lost();

    /** Added to an apology if a call was made before the answer failed. */
    @WithDefault("This was done: {action}.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_DONE")
    String done();

    /** Sent if the tool's server refuses a call that the user has confirmed. */
    @WithDefault("This was not done: {action}.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_FAILED")
    String failed();

    /** Asks for the user's consent to a call. The arguments of the call follow it. */
    @WithDefault("Shall I do this? {action}")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_QUESTION")
    String question();

    /** The word and the button that give consent. */
    @WithDefault("Yes")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_YES")
    String yes();

    /** The word and the button that refuse consent. */
    @WithDefault("No")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_NO")
    String no();

    /** Says how to answer on channels without buttons. {@code {yes}} and {@code {no}} stand for the two words. */
    @WithDefault("Please answer {yes} or {no}.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_REPLY")
    String reply();

    /** Sent when the user refuses consent. */
    @WithDefault("All right, I will not do this: {action}.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_DECLINED")
    String declined();

    /** Sent when a decision comes too late, or a second time. */
    @WithDefault("This question is no longer open.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_CLOSED")
    String closed();

    /** Sent to any user other than the one whose question led to the call. */
    @WithDefault("Only the person who asked can decide this.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_NOT_YOURS")
    String notYours();

    /** Shown on the card until the call has ended, to the user who decided. */
    @WithDefault("One moment, please.")
    @NotBlank(message = "must not be blank: set PARLEY_ACTIONS_WORKING")
    String working();

    /**
     * Hosts of links and pictures in answers, separated by commas. Used when the model has tools or documents, or an agent answers. {@code
     * .example.com} stands for all hosts below it, and {@code *} for any. The hosts of the documents' addresses are always
     * allowed. Other links are shown as their texts: a result of a tool, or a document, may make the model send data away in
     * the address of a picture or a link.
     */
    Optional<List<String>> linkHosts();
}
