package io.parley.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chat completions of Azure OpenAI, on both routes. Any status except 200 fails the call. The body of an error usually is
 *
 *
 * <pre>{@code
 * {"error": {"code": "DeploymentNotFound", "message": "The API deployment for this resource does not exist. If you …"}}
 * }</pre>
 *
 * where the code may also be a number or null. Its gateway answers {@code {"statusCode": 401, "message": "…"}}, and a proxy may
 * answer anything. A prompt that the content filter blocks is a 400 of this form:
 *
 * <pre>{@code
 * {"error": {"message": "The response was filtered due to …", "type": null, "param": "prompt", "code": "content_filter",
 *   "status": 400, "innererror": {"code": "ResponsibleAIPolicyViolation",
 *     "content_filter_result": {"hate": {"filtered": false, "severity": "safe"},
 *                               "jailbreak": {"filtered": true, "detected": true}}}}}
 * }</pre>
 */
@Path("/openai")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface ChatCompletionsApi {

    String REQUEST_ID = "x-ms-client-request-id";

    @POST
    @Path("/deployments/{deployment}/chat/completions")
    Uni<byte @Nullable []> completeClassic(
            @PathParam("deployment") String deployment,
            @QueryParam("api-version") String apiVersion,
            @HeaderParam(REQUEST_ID) String requestId,
            Request request);

    @POST
    @Path("/v1/chat/completions")
    Uni<byte @Nullable []> completeV1(@HeaderParam(REQUEST_ID) String requestId, Request request);

    /**
     * The request to the model. It contains what users wrote: do not log it.
     *
     * @param model the deployment's name, on the v1 route only
     * @param toolChoice absent if the model decides
     * @param parallelToolCalls absent unless the model may ask for one call only
     * @param maxTokens the longest answer, for models before the reasoning models
     * @param maxCompletionTokens the same for all later models
     * @param stream true for server-sent events, described at {@link CompletionStream}; {@link StreamClient} reads them
     * @param promptCacheKey tells the service where to look in its cache, on the v1 route only
     * @param safetyIdentifier a digest of the user, on the v1 route only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    record Request(
            @Nullable String model,
            List<RequestMessage> messages,
            @Nullable List<RequestTool> tools,
            @JsonProperty("tool_choice") @Nullable String toolChoice,
            @JsonProperty("parallel_tool_calls") @Nullable Boolean parallelToolCalls,
            @JsonProperty("max_tokens") @Nullable Integer maxTokens,
            @JsonProperty("max_completion_tokens") @Nullable Integer maxCompletionTokens,
            @Nullable Double temperature,
            @JsonProperty("reasoning_effort") @Nullable String reasoningEffort,
            @Nullable Boolean stream,
            @JsonProperty("stream_options") @Nullable StreamOptions streamOptions,
            @JsonProperty("prompt_cache_key") @Nullable String promptCacheKey,
            @JsonProperty("safety_identifier") @Nullable String safetyIdentifier)
            implements ModelRequest {}

    /** Requests the usage at a stream's end. */
    @RegisterForReflection
    record StreamOptions(@JsonProperty("include_usage") boolean includeUsage) {}
}
