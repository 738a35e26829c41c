package io.parley.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.ToolDefinition;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Something that the model may ask to do: an operation of an HTTP API, or a tool of an MCP server. */
public interface Tool {

    /** Returns its description for the model. */
    ToolDefinition definition();

    /** Returns what the operator declared about it. */
    ToolPolicy policy();

    /**
     * Says what is wrong with the arguments of a call, in words for the model. Called before anything is recorded or asked.
     *
     * @return empty where the call can be made
     */
    Optional<String> objection(ObjectNode arguments);

    /**
     * Makes the call, without retries of a write. Only programming errors make it fail: all that can go wrong is a {@link
     * ToolOutcome}. Cancelling the returned {@code Uni} stops waiting; the other side may have done its work by then.
     *
     * @param arguments without an {@linkplain #objection objection}. They are not for a log
     */
    Uni<ToolOutcome> call(ObjectNode arguments, CallContext context);
}
