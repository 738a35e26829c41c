package io.parley.playground;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A channel that the playground plays; each shapes its activities, and shows answers, in its own way. */
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

    /** As activities name it. */
    String id() {
        return id;
    }
}
