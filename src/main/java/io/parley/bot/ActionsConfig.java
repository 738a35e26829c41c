package io.parley.bot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;

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
}
