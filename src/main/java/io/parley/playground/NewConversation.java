package io.parley.playground;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** The conversation to begin, on Web Chat by default. */
@RegisterForReflection
public record NewConversation(Channel channel, boolean group) {

    public NewConversation(@Nullable Channel channel, boolean group) {
        this.channel = channel == null ? Channel.WEBCHAT : channel;
        this.group = group;
    }
}
