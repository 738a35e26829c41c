package io.parley.chat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Which models answer, the first one's settings at hand, and how they are asked. */
@ConfigMapping(prefix = "parley.chat")
public interface ChatConfig extends DeploymentConfig {

    /**
     * Deployments that serve while those before them are throttled or failing, in this order. One that names no endpoint is of
     * the first one's resource, and takes its route, api-version and key.
     */
    List<DeploymentConfig> fallbacks();

    /**
     * {@code PARLEY_CHAT_SAFETY_SECRET}: any text of 16 characters or more. The v1 route gets a digest of the user with each call,
     * by which the service finds a user who misuses the model; this is the key of the digest. Without it, the deployment's key is;
     * where an identity asks, nothing is sent. A secret: never logged.
     */
    Optional<String> safetySecret();

    /** Whether an answer is read as the model writes it, where its channel shows that. */
    @WithDefault("true")
    boolean streaming();

    /**
     * How long one call may take, from sending it to the last byte of its answer; of an answer that is read as it is written,
     * how long until its next piece. A user waits as long before the apology; a short limit gives up on long answers that were
     * paid for.
     */
    @WithDefault("60s")
    @DurationMin(millis = 1, message = "must be longer than nothing: set PARLEY_CHAT_TIMEOUT")
    Duration timeout();

    /** How long all calls for one answer may take, and the waits between them. */
    @WithDefault("90s")
    @DurationMin(millis = 1, message = "must be longer than nothing: set PARLEY_CHAT_TIME_LIMIT")
    Duration timeLimit();

    /** The longest wait that the service may ask for. A user who would have to wait longer is told how long instead. */
    @WithDefault("10s")
    @DurationMin(message = "must not be negative: set PARLEY_CHAT_LONGEST_WAIT")
    Duration longestWait();

    /** How many calls are made for one answer, if the service fails before it says anything. */
    @WithDefault("3")
    @Min(value = 1, message = "must be from 1 to 10: set PARLEY_CHAT_TRIES")
    @Max(value = 10, message = "must be from 1 to 10: set PARLEY_CHAT_TRIES")
    int tries();
}
