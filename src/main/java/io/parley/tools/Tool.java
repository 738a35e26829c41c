package io.parley.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.ToolDefinition;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** An action that the model may ask for: an operation of an HTTP API, or a tool of an MCP server. */
public interface Tool {

    /** Returns its description for the model. */
    ToolDefinition definition();

    /** Returns the operator's settings. */
    ToolPolicy policy();

    /**
     * Returns what is wrong with the arguments of a call, in words for the model. Called before the call is recorded, and
     * before the user is asked for consent.
     *
     * @return empty if the call can be made
     */
    Optional<String> objection(ObjectNode arguments);

    /**
     * Makes the call, without retries of a write. Fails only for programming errors: every other error is a {@link
     * ToolOutcome}. Cancelling the returned {@code Uni} stops waiting; the server may have done the work by then.
     *
     * @param arguments without an {@linkplain #objection objection}. Do not log them
     */
    Uni<ToolOutcome> call(ObjectNode arguments, CallContext context);
}
