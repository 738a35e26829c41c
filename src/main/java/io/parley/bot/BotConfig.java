package io.parley.bot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The bot's texts, and where it reads. Each text may be given as it is or, for a mounted prompt, as the name of a UTF-8 file, which then goes first.
 * Files are read once, at the start.
 */
@ConfigMapping(prefix = "parley.bot")
public interface BotConfig {

    /** Tells the model who it is and how to answer. Sent with every call, so its length costs tokens each time. */
    Text systemPrompt();

    /** Said once in each conversation, when somebody joins it. */
    Text welcome();

    /** Said when the model gave no answer. */
    Text apology();

    /** Said when the content filter blocked the question or its answer, or the model refused to answer. */
    Text filtered();

    /** Said when the model's answer was empty. */
    Text empty();

    /** Said when the user's message alone is longer than the bot or the model takes. */
    Text tooLong();

    /** Said when the model is asked too much. {@code {wait}} in it is how long until another try is of use, such as {@code 22 s}. */
    Text busy();

    /** Said where the model takes long, before anything of its answer is shown. */
    Text interim();

    /** Said behind an answer that came to the deployment's longest, and ends in the midst of a sentence. */
    Text truncated();

    /** Said behind an answer that broke off while it was written, where another call gave none. */
    Text brokenOff();

    /** Said to a message without text: a card's submit, a file. */
    Text unreadable();

    /** Answers {@code /help}. */
    Text help();

    /** Answers {@code /reset}, which makes the bot forget the conversation. */
    Text reset();

    /**
     * Where people talk to each other and the bot reads all the same, with commas between: conversations by their ids, whole
     * channels ({@code slack}), or {@code *}. There the model is asked with every message; elsewhere only with what mentions
     * the bot, is a command or answers it.
     */
    Optional<List<String>> readsAllIn();

    /**
     * How many bytes a question may have, in UTF-8. A longer one is answered with {@link #tooLong}. Each turn under way holds
     * its question several times.
     */
    @WithDefault("32768")
    @Min(value = 1024, message = "must be at least 1024: set PARLEY_BOT_MAX_QUESTION_BYTES")
    @Max(value = 65536, message = "must be at most 65536: set PARLEY_BOT_MAX_QUESTION_BYTES")
    int maxQuestionBytes();

    /** One text of the bot. */
    interface Text {

        /** The text itself. */
        @WithParentName
        Optional<String> text();

        /** The file that holds it. */
        Optional<Path> file();
    }
}
