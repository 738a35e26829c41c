package io.parley.playground;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A conversation that has begun.
 *
 * @param model {@code demo} or {@code azure-openai}
 * @param token whether the channel sends a signed token
 * @param tools whether the model is offered the tools of the demo
 */
@RegisterForReflection
public record CreatedConversation(
        String id,
        Channel channel,
        boolean group,
        String bot,
        String user,
        String model,
        boolean token,
        boolean tools) {}
