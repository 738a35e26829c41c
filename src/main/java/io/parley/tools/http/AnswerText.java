package io.parley.tools.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.BodyTooLongException;
import io.parley.http.HttpAnswer;
import io.parley.tools.ToolOutcome;
import io.parley.tools.ToolPolicy;
import io.parley.tools.ToolText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Converts the response of an HTTP API to a text for the model. */
final class AnswerText {

    /** Statuses that concern this attempt only. An earlier attempt of the same call may have been made. */
    private static final Set<Integer> OF_ONE_TRY = Set.of(401, 403, 408, 409, 425, 429, 500, 503);

    private final ToolPolicy policy;
    private final boolean repeated;

    /** @param repeated whether an earlier attempt of the call may have been made */
    AnswerText(ToolPolicy policy, boolean repeated) {
        this.policy = policy;
        this.repeated = repeated;
    }

    /** Returns only the body of a success, and {@code {"status":404,"body":…}} for other responses. */
    ToolOutcome of(HttpAnswer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return ToolOutcome.succeeded(success(answer));
        }
        String text = ToolText.result(failure(answer));
        return policy.writes() && isUndecided(status) ? ToolOutcome.unknown(text) : ToolOutcome.failed(text);
    }

    private boolean isUndecided(int status) {
        return MissingAnswer.isUndecided(status) || (repeated && OF_ONE_TRY.contains(status));
    }

    private static String success(HttpAnswer answer) {
        if (answer.flaw().isPresent()) {
            return "It was done (status " + answer.status() + "), but its answer "
                    + flaw(answer.flaw().get());
        }
        return answer.body().length == 0 ? "Done (status " + answer.status() + ")." : ToolText.result(body(answer));
    }

    private static String failure(HttpAnswer answer) {
        ObjectNode failure = JsonNodeFactory.instance.objectNode().put("status", answer.status());
        if (answer.status() / 100 == 3) {
            return failure.put("message", "A redirect, which is not followed.").toString();
        }
        JsonNode json = answer.json();
        if (json.isContainerNode()) {
            failure.set("body", json);
        } else {
            failure.put("body", body(answer));
        }
        return failure.toString();
    }

    private static String flaw(Throwable flaw) {
        if (flaw instanceof BodyTooLongException) {
            return "is longer than 1 MiB and was left out.";
        }
        return "was not received as a whole.";
    }

    private static String body(HttpAnswer answer) {
        String type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (isCompressed(answer)) {
            return leftOut(answer);
        }
        JsonNode json =
                type.isEmpty() || type.contains("json") ? answer.json() : JsonNodeFactory.instance.missingNode();
        if (!json.isMissingNode()) {
            return json.toString();
        }
        return type.isEmpty() || isText(type) ? new String(answer.body(), StandardCharsets.UTF_8) : leftOut(answer);
    }

    private static String leftOut(HttpAnswer answer) {
        return "(" + answer.body().length + " bytes that are no text are left out)";
    }

    /** No compression was offered to the server. */
    private static boolean isCompressed(HttpAnswer answer) {
        return answer.header("content-encoding")
                .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
                .isPresent();
    }

    private static boolean isText(String type) {
        return type.startsWith("text/") || type.contains("json") || type.contains("xml");
    }
}
