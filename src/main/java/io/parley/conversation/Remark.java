package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One message of history, as Redis holds it: {@code {"role":"user","content":"…"}}. Earlier versions leave out a message
 * with another role or without content, and ignore other fields.
 */
@RegisterForReflection
public record Remark(Role role, String content) {

    public static Remark ofUser(String content) {
        return new Remark(Role.USER, content);
    }

    public static Remark ofBot(String content) {
        return new Remark(Role.ASSISTANT, content);
    }

    /** The author of a message. */
    public enum Role {
        @JsonProperty("user")
        USER,
        @JsonProperty("assistant")
        ASSISTANT
    }
}
