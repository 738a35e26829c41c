package io.parley.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits the model's use of tools in one turn. Has no effect without tools. */
@ConfigMapping(prefix = "parley.agent")
public interface AgentConfig {

    /**
     * The number of requests to the model in one turn. In the last one the model may not ask for calls, and has to answer.
     */
    @WithDefault("6")
    @Min(value = 2, message = "must be at least 2: set PARLEY_AGENT_MAX_ROUNDS")
    @Max(value = 32, message = "must be at most 32: set PARLEY_AGENT_MAX_ROUNDS")
    int maxRounds();

    /**
     * The number of calls that are made of those in one answer of the model. The model gets an error for each further one.
     */
    @WithDefault("8")
    @Min(value = 1, message = "must be at least 1: set PARLEY_AGENT_MAX_CALLS_PER_ROUND")
    @Max(value = 128, message = "must be at most 128: set PARLEY_AGENT_MAX_CALLS_PER_ROUND")
    int maxCallsPerRound();

    /** The number of calls that are made in one turn. */
    @WithDefault("16")
    @Min(value = 1, message = "must be at least 1: set PARLEY_AGENT_MAX_CALLS")
    @Max(value = 256, message = "must be at most 256: set PARLEY_AGENT_MAX_CALLS")
    int maxCalls();

    /**
     * The time after the start of a run in which calls may begin. Each call also has its own limit. Set it shorter than
     * {@code PARLEY_TURNS_TIMEOUT}, so that the model has time to answer.
     */
    @WithDefault("60s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_AGENT_CALLS_WITHIN")
    Duration callsWithin();
}
