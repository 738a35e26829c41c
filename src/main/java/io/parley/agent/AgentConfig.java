package io.parley.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How much the model may call tools in one turn. Without tools, none of this has an effect. */
@ConfigMapping(prefix = "parley.agent")
public interface AgentConfig {

    /** How many times the model is asked in one turn. In the last round it may not ask for calls and has to answer. */
    @WithDefault("6")
    @Min(value = 2, message = "must be at least 2: set PARLEY_AGENT_MAX_ROUNDS")
    @Max(value = 32, message = "must be at most 32: set PARLEY_AGENT_MAX_ROUNDS")
    int maxRounds();

    /** How many calls of one answer of the model are made. Further ones are refused, and the model gets an error for each. */
    @WithDefault("8")
    @Min(value = 1, message = "must be at least 1: set PARLEY_AGENT_MAX_CALLS_PER_ROUND")
    @Max(value = 128, message = "must be at most 128: set PARLEY_AGENT_MAX_CALLS_PER_ROUND")
    int maxCallsPerRound();

    /** How many calls of one turn are made. */
    @WithDefault("16")
    @Min(value = 1, message = "must be at least 1: set PARLEY_AGENT_MAX_CALLS")
    @Max(value = 256, message = "must be at most 256: set PARLEY_AGENT_MAX_CALLS")
    int maxCalls();

    /**
     * The time from the start of a run within which it may begin calls. Each call also has its own limit. Shorter than {@code
     * PARLEY_TURNS_TIMEOUT}, so that the model has time to answer.
     */
    @WithDefault("60s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_AGENT_CALLS_WITHIN")
    Duration callsWithin();
}
