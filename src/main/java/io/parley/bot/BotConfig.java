package io.parley.bot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;

/**
 * The bot's texts, and the rooms in which it reads every message. Each text may be given directly or, for a mounted prompt, as
 * the name of a UTF-8 file. If both are given, the file is used. Files are read once, at the start.
 */
@ConfigMapping(prefix = "parley.bot")
public interface BotConfig {

    /** Tells the model who it is and how to answer. Sent with every call, so its length costs tokens each time. */
    TextConfig systemPrompt();

    /** Sent once in each conversation, when its first member joins. */
    TextConfig welcome();

    /** Sent when the model gave no answer. */
    TextConfig apology();

    /** Sent when the content filter blocked the question or its answer, or the model refused to answer. */
    TextConfig filtered();

    /** Sent when the model's answer was empty. */
    TextConfig empty();

    /** Sent when the user's message alone is longer than the bot or the model accepts. */
    TextConfig tooLong();

    /**
     * Sent when the model has too many requests. {@code {wait}} in it is the time after which another attempt may succeed,
     * such as {@code 22 s}.
     */
    TextConfig busy();

    /** Sent when the model takes long, before a part of its answer is shown. */
    TextConfig interim();

    /** Added behind an answer that reached the deployment's maximum and was cut, possibly within a sentence. */
    TextConfig truncated();

    /** Added behind an answer that broke off while it was written, if no other call gave one. */
    TextConfig brokenOff();

    /** Answers a message without text: a card's submit, a file. */
    TextConfig unreadable();

    /** Answers {@code /help}. */
    TextConfig help();

    /** Answers {@code /reset}, which makes the bot forget the conversation. */
    TextConfig reset();

    /**
     * Group conversations in which the bot reads every message, separated by commas: ids of conversations, whole channels
     * ({@code slack}), or {@code *}. There every message is a question to the model; elsewhere only a message that mentions the
     * bot, is a command or answers the bot.
     */
    Optional<List<String>> readsAllIn();

    /**
     * The largest question in bytes of UTF-8. A longer one is answered with {@link #tooLong}. Each running turn holds
     * its question in memory several times.
     */
    @WithDefault("32768")
    @Min(value = 1024, message = "must be at least 1024: set PARLEY_BOT_MAX_QUESTION_BYTES")
    @Max(value = 65536, message = "must be at most 65536: set PARLEY_BOT_MAX_QUESTION_BYTES")
    int maxQuestionBytes();
}
