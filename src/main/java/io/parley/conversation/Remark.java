package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One message of history, as Redis holds it: {@code {"role":"user","content":"…"}}. Versions before leave out a message that
 * has no role of these or no content, and ignore other fields.
 */
@RegisterForReflection
public record Remark(Role role, String content) {

    public static Remark ofUser(String content) {
        return new Remark(Role.USER, content);
    }

    public static Remark ofBot(String content) {
        return new Remark(Role.ASSISTANT, content);
    }

    /** Who said it. */
    public enum Role {
        @JsonProperty("user")
        USER,
        @JsonProperty("assistant")
        ASSISTANT
    }
}
