package io.parley.playground;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A channel that the playground imitates, with its own form of activities and its own display of answers. */
@RegisterForReflection
public enum Channel {
    @JsonProperty("msteams")
    MSTEAMS("msteams"),
    @JsonProperty("webchat")
    WEBCHAT("webchat"),
    @JsonProperty("emulator")
    EMULATOR("emulator");

    private final String id;

    Channel(String id) {
        this.id = id;
    }

    /** Returns the channel id, as in activities. */
    String id() {
        return id;
    }
}
