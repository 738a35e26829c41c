package io.parley.chat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Which models answer, and the limits of their calls. The settings of the first one are direct properties. */
@ConfigMapping(prefix = "parley.chat")
public interface ChatConfig extends DeploymentConfig {

    /**
     * Deployments that answer while those before them are throttled or failing, in this order. A fallback without an endpoint
     * belongs to the first one's resource, and uses its route, api-version and key.
     */
    List<DeploymentConfig> fallbacks();

    /**
     * {@code PARLEY_CHAT_SAFETY_SECRET}: the key, of 16 characters or more, for the digest of the user that calls on the v1 route
     * carry. By the digest, the service finds a user who misuses the model. Defaults to the deployment's key; with an identity
     * and without this setting, no digest is sent. A secret: never logged.
     */
    Optional<String> safetySecret();

    /** Whether an answer is read while the model writes it, if its channel shows that. */
    @WithDefault("true")
    boolean streaming();

    /**
     * The time limit of one call, from its request to the last byte of its answer. For a streamed answer, the limit until its
     * next piece. A user waits this long before the apology; a short limit gives up long answers that were already paid for.
     */
    @WithDefault("60s")
    @DurationMin(millis = 1, message = "must be longer than 0: set PARLEY_CHAT_TIMEOUT")
    Duration timeout();

    /** The time limit of all calls for one answer, including the waits between them. */
    @WithDefault("90s")
    @DurationMin(millis = 1, message = "must be longer than 0: set PARLEY_CHAT_TIME_LIMIT")
    Duration timeLimit();

    /** The longest wait that Parley accepts from the service. If it is longer, the bot tells the user how long it is. */
    @WithDefault("10s")
    @DurationMin(message = "must not be negative: set PARLEY_CHAT_LONGEST_WAIT")
    Duration longestWait();

    /** The number of calls for one answer, if the service fails before the first words. */
    @WithDefault("3")
    @Min(value = 1, message = "must be from 1 to 10: set PARLEY_CHAT_TRIES")
    @Max(value = 10, message = "must be from 1 to 10: set PARLEY_CHAT_TRIES")
    int tries();
}
