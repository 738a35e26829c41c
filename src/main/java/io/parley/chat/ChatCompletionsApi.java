package io.parley.chat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
 * Chat completions of Azure OpenAI on the wire, by either route. Any status but 200 fails the call. What the service then
 * says is mostly
 *
 * <pre>{@code
 * {"error": {"code": "DeploymentNotFound", "message": "The API deployment for this resource does not exist. If you …"}}
 * }</pre>
 *
 * where the code may be a number or null as well, but its gateway says {@code {"statusCode": 401, "message": "…"}}, and a
 * proxy before it what it likes. What the content filter blocks is a 400 of this shape:
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
    Uni<@Nullable Completion> completeClassic(
            @PathParam("deployment") String deployment,
            @QueryParam("api-version") String apiVersion,
            @HeaderParam(REQUEST_ID) String requestId,
            Request request);

    @POST
    @Path("/v1/chat/completions")
    Uni<@Nullable Completion> completeV1(@HeaderParam(REQUEST_ID) String requestId, Request request);

    /**
     * What is asked of the model. It holds what users wrote, and is not for a log.
     *
     * @param model the deployment's name, on the v1 route only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(
            @Nullable String model,
            List<ChatMessage> messages,
            @JsonProperty("max_tokens") @Nullable Integer maxTokens,
            @JsonProperty("max_completion_tokens") @Nullable Integer maxCompletionTokens,
            @Nullable Double temperature) {}

    /** What came of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Completion(@Nullable List<Choice> choices) {}

    /**
     * One answer; there is one, as no more are asked for.
     *
     * @param finishReason {@code stop}, {@code length}, {@code content_filter}, or one that is not known yet
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Choice(
            @JsonProperty("finish_reason") @Nullable String finishReason,
            @Nullable Message message) {}

    /**
     * The model's own words.
     *
     * @param content null or absent when the answer was filtered
     * @param refusal what the model says instead when it will not answer
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Message(@Nullable String content, @Nullable String refusal) {}
}
