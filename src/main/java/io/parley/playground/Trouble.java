package io.parley.playground;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What goes wrong with one message, on purpose. */
@RegisterForReflection
public enum Trouble {
    @JsonProperty("none")
    NONE(0, 0),
    /** The model says nothing for some seconds. */
    @JsonProperty("slow-model")
    SLOW_MODEL(0, 0),
    /** The model fails. */
    @JsonProperty("failing-model")
    FAILING_MODEL(0, 0),
    /** A gateway before the Connector fails, once. */
    @JsonProperty("connector-502")
    CONNECTOR_502(502, 1),
    /** The Connector takes no more messages, twice, and says when to come back. */
    @JsonProperty("connector-429")
    CONNECTOR_429(429, 2);

    private final int status;
    private final int refusals;

    Trouble(int status, int refusals) {
        this.status = status;
        this.refusals = refusals;
    }

    /** What the Connector answers while it refuses. */
    int status() {
        return status;
    }

    /** How many messages the Connector refuses before it takes one. */
    int refusals() {
        return refusals;
    }
}
