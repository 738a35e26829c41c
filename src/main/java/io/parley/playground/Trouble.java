package io.parley.playground;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The deliberate failure of one message. */
@RegisterForReflection
public enum Trouble {
    @JsonProperty("none")
    NONE(0, 0),
    /** The model takes several seconds to answer. */
    @JsonProperty("slow-model")
    SLOW_MODEL(0, 0),
    /** The model fails. */
    @JsonProperty("failing-model")
    FAILING_MODEL(0, 0),
    /** The demo's API fails while the bot works on the message. */
    @JsonProperty("failing-tool")
    FAILING_TOOL(0, 0),
    /** A gateway in front of the Connector fails once. */
    @JsonProperty("connector-502")
    CONNECTOR_502(502, 1),
    /** The Connector rejects two messages with a Retry-After. */
    @JsonProperty("connector-429")
    CONNECTOR_429(429, 2);

    private final int status;
    private final int refusals;

    Trouble(int status, int refusals) {
        this.status = status;
        this.refusals = refusals;
    }

    /** Returns the status of a rejection. */
    int status() {
        return status;
    }

    /** Returns how many messages the Connector rejects before it accepts one. */
    int refusals() {
        return refusals;
    }
}
