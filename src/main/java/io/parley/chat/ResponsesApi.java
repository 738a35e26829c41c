package io.parley.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Responses of Azure OpenAI on the wire. Any status but 200 fails the call. Nothing is stored at the service ({@code store} is
 * false), so each call carries all of its chat, and the model's reasoning where it asked for calls:
 *
 * <pre>{@code
 * {"model":"chat","store":false,"include":["reasoning.encrypted_content"],"instructions":"…","reasoning":{"effort":"low"},
 *  "input":[{"role":"user","content":"Is order 4711 on its way?"},
 *   {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA…"},
 *   {"type":"function_call","call_id":"call_a1","name":"order_status","arguments":"{\"order\":\"4711\"}"},
 *   {"type":"function_call_output","call_id":"call_a1","output":"{\"state\":\"shipped\"}"}],
 *  "tools":[{"type":"function","name":"order_status","description":"…","parameters":{…},"strict":false}]}
 * }</pre>
 *
 * An agent of Foundry is named in place of a model. Instructions, parameters and tools are the agent's own; the service refuses
 * others beside it:
 *
 * <pre>{@code
 * {"agent_reference":{"name":"support","type":"agent_reference"},"store":false,"input":[{"role":"user","content":"Hello"}]}
 * }</pre>
 *
 * A prompt that the content filter blocks is a 400 whose error has the code {@code content_filter}.
 */
@Path("/openai/v1/responses")
@Consumes(MediaType.APPLICATION_JSON)
interface ResponsesApi {

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    Uni<byte @Nullable []> respond(@HeaderParam(ChatCompletionsApi.REQUEST_ID) String requestId, Request request);

    /**
     * A request to the model. It contains what users wrote: do not log it.
     *
     * @param model the deployment's name; absent for an agent
     * @param agent that answers; absent for a model
     * @param store never true: the service would keep the chat for 30 days
     * @param toolChoice absent where the model decides
     * @param parallelToolCalls absent unless the model may ask for one call only
     * @param input as {@link ResponseInput} has it
     * @param stream true for server-sent events, as {@link ResponseEvents} has them; {@link StreamClient} reads them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    record Request(
            @Nullable String model,
            @JsonProperty("agent_reference") @Nullable AgentReference agent,
            boolean store,
            @Nullable List<String> include,
            @Nullable String instructions,
            List<JsonNode> input,
            @Nullable List<Tool> tools,
            @JsonProperty("tool_choice") @Nullable String toolChoice,
            @JsonProperty("parallel_tool_calls") @Nullable Boolean parallelToolCalls,
            @JsonProperty("max_output_tokens") @Nullable Integer maxOutputTokens,
            @Nullable Double temperature,
            @Nullable Effort reasoning,
            @Nullable Boolean stream,
            @JsonProperty("prompt_cache_key") @Nullable String promptCacheKey,
            @JsonProperty("safety_identifier") @Nullable String safetyIdentifier)
            implements ModelRequest {

        /** Creates the request of an agent. */
        static Request to(AgentReference agent, List<JsonNode> input, boolean stream) {
            return new Request(
                    null,
                    agent,
                    false,
                    null,
                    null,
                    input,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    stream ? Boolean.TRUE : null,
                    null,
                    null);
        }
    }

    /** How much the model thinks. */
    @RegisterForReflection
    record Effort(String effort) {}

    /** A tool that the model may ask to call. */
    @RegisterForReflection
    record Tool(String type, String name, String description, JsonNode parameters, boolean strict) {

        /** @param strict whether the service accepts it. It is sent where the schema allows it */
        static Tool of(ToolDefinition tool, boolean strict) {
            return new Tool(
                    "function",
                    tool.name(),
                    tool.description(),
                    tool.parameters(),
                    strict && StrictSchema.accepts(tool.parameters()));
        }
    }
}
