package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.BodyTooLongException;
import io.parley.tools.ToolOutcome;
import io.parley.tools.ToolPolicy;
import io.parley.tools.ToolText;
import io.parley.tools.http.MissingAnswer;
import java.util.Set;
import java.util.StringJoiner;

/** Converts the response of an MCP server, or its absence, to a text for the model. */
final class McpOutcome {

    /** The server knows no such tool, or takes other arguments: its list has changed. */
    private static final Set<Integer> CHANGED = Set.of(-32601, -32602, -32020);

    private final McpSource source;
    private final MissingAnswer missing;

    /** @param repeated whether an earlier attempt of the call may have been made */
    McpOutcome(ToolPolicy policy, McpSource source, boolean repeated) {
        this.source = source;
        this.missing = new MissingAnswer(policy, repeated);
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
            return missing.lost("Its answer is longer than 1 MiB and was left out.");
        }
        if (accepted || missing.repeated() || MissingAnswer.isUndecided(status)) {
            return missing.lost("The server gave no result.");
        }
        return ToolOutcome.failed("The server refused the call: status " + status + ".");
    }

    ToolOutcome of(Throwable failure) {
        return failure instanceof McpException
                ? missing.notSent(source.name(), failure)
                : missing.because(source.name(), failure);
    }
}
