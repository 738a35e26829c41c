package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.credentials.CredentialException;
import io.parley.http.BodyTooLongException;
import io.parley.tools.ToolOutcome;
import io.parley.tools.ToolPolicy;
import io.parley.tools.ToolText;
import io.quarkus.logging.Log;
import java.net.ConnectException;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.TimeoutException;

/** Converts the response of an MCP server, or its absence, to a text for the model. */
final class McpOutcome {

    /** Statuses of a gateway that does not know whether the request arrived. */
    private static final Set<Integer> UNDECIDED = Set.of(502, 504);

    /** The server knows no such tool, or takes other arguments: its list has changed. */
    private static final Set<Integer> CHANGED = Set.of(-32601, -32602, -32020);

    private final ToolPolicy policy;
    private final McpSource source;
    private final boolean repeated;

    /** @param repeated whether an earlier attempt of the call may have been made */
    McpOutcome(ToolPolicy policy, McpSource source, boolean repeated) {
        this.policy = policy;
        this.source = source;
        this.repeated = repeated;
    }

    ToolOutcome of(RpcAnswer answer) {
        if (answer.isResult()) {
            return result(answer.result());
        }
        if (answer.message().has("error")) {
            if (CHANGED.contains(answer.errorCode())) {
                source.refreshSoon();
            }
            return ToolOutcome.failed(ToolText.result("The server refused the call: " + answer.errorMessage()));
        }
        return without(answer);
    }

    /** Returns the texts, or the structured content if there is no text: servers repeat it as a text. */
    private static ToolOutcome result(JsonNode result) {
        if (result.path("resultType").asText("complete").equals("input_required")) {
            return ToolOutcome.failed("The tool asks for more than its arguments, which is not possible here.");
        }
        StringJoiner texts = new StringJoiner("\n");
        result.path("content").forEach(part -> texts.add(text(part)));
        JsonNode structure = result.path("structuredContent");
        String text = texts.length() == 0 && !structure.isMissingNode() ? structure.toString() : texts.toString();
        String shown = ToolText.result(text.isEmpty() ? "Done, without a result." : text);
        return result.path("isError").asBoolean() ? ToolOutcome.failed(shown) : ToolOutcome.succeeded(shown);
    }

    private static String text(JsonNode part) {
        return switch (part.path("type").asText()) {
            case "text" -> part.path("text").asText();
            case "resource_link" ->
                part.path("name").asText() + ": " + part.path("uri").asText();
            case "resource" -> part.path("resource").path("text").asText("[a resource is left out]");
            default -> "[" + part.path("mimeType").asText(part.path("type").asText()) + " is left out]";
        };
    }

    private ToolOutcome without(RpcAnswer answer) {
        int status = answer.status();
        boolean accepted = status / 100 == 2;
        if (accepted
                && answer.http()
                        .flaw()
                        .filter(BodyTooLongException.class::isInstance)
                        .isPresent()) {
            return lost("Its answer is longer than 1 MiB and was left out.");
        }
        if (accepted || repeated || UNDECIDED.contains(status)) {
            return lost("The server gave no result.");
        }
        return ToolOutcome.failed("The server refused the call: status " + status + ".");
    }

    /** Returns the outcome of a call without a response. Only a request that was sent can have had an effect. */
    ToolOutcome of(Throwable failure) {
        if (failure instanceof ConnectException
                || failure instanceof CredentialException
                || failure instanceof McpException) {
            Log.warnf("The tool “%s” could not call %s: %s", policy.title(), source.name(), failure.getMessage());
            return repeated
                    ? lost("Its server cannot be reached any more.")
                    : ToolOutcome.failed("The call was not made: its server cannot be reached.");
        }
        return lost(failure instanceof TimeoutException ? "There was no answer in time." : "The connection broke.");
    }

    private ToolOutcome lost(String why) {
        return policy.writes()
                ? ToolOutcome.unknown(why + " Nobody knows whether the call had its effect.")
                : ToolOutcome.failed(why);
    }
}
