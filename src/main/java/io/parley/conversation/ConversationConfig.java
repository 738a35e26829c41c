package io.parley.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** What is remembered of a conversation. */
@ConfigMapping(prefix = "parley.conversation")
public interface ConversationConfig {

    /**
     * How many of a conversation's last messages the model is given at least, the new one included. More of them let the bot
     * refer further back, and cost tokens with every message.
     */
    @WithDefault("20")
    @Min(value = 1, message = "must be at least 1: set PARLEY_CONVERSATION_MAX_MESSAGES")
    @Max(value = 1000, message = "must be at most 1000: set PARLEY_CONVERSATION_MAX_MESSAGES")
    int maxMessages();

    /**
     * How many messages the model is given at most: history grows up to this, and is then cut back to {@code max-messages}. In
     * between, each prompt begins like the one before, and the service bills most of it as cached. Twice {@code max-messages}
     * unless set; the same as {@code max-messages} cuts with every message.
     */
    Optional<Integer> growsTo();

    /**
     * How many bytes of a conversation's history are kept, and given to the model: over it, history is cut back to 60 percent.
     * Each turn under way holds so much of this replica's memory several times.
     */
    @WithDefault("65536")
    @Min(value = 1024, message = "must be at least 1024: set PARLEY_CONVERSATION_MAX_BYTES")
    @Max(value = 1048576, message = "must be at most 1048576: set PARLEY_CONVERSATION_MAX_BYTES")
    int maxBytes();

    /**
     * When the secret counts that decides where in Redis a conversation lives: this long after the first replica that knows one
     * has started. Longer than two versions run side by side, since one without secrets does not find those conversations. By
     * default at once in an empty Redis, and after a day in another.
     */
    Optional<Duration> partitionSecretAfter();

    /** How long history is kept after a conversation's last turn. */
    @WithDefault("30d")
    @DurationMin(minutes = 1, message = "must be at least 1 minute: set PARLEY_CONVERSATION_RETENTION")
    Duration retention();
}
