package io.parley.chat;

import java.util.Locale;
import java.util.Optional;

/** Advises the operator about an error of the service: usually, which setting of the deployment to look at. */
final class ErrorAdvice {

    private ErrorAdvice() {}

    static Optional<String> on(int status, ServiceError error, Variables variables) {
        return byCode(error.code(), variables)
                .or(() -> byMessage(status, error, variables))
                .or(() -> byStatus(status, variables));
    }

    private static Optional<String> byCode(String code, Variables variables) {
        return Optional.ofNullable(
                switch (code) {
                    case "DeploymentNotFound" -> "Check " + variables.own("DEPLOYMENT") + ".";
                    case "PermissionDenied" ->
                        "Give the identity the role Cognitive Services OpenAI User on the resource.";
                    case "AuthenticationTypeDisabled" ->
                        "The resource accepts no keys: set PARLEY_CHAT_IDENTITY instead of " + variables.shared("KEY")
                                + ".";
                    case "context_length_exceeded" -> "The chat is longer than the model accepts.";
                    case "unsupported_parameter", "unsupported_value", "unknown_parameter" ->
                        "Check " + variables.chat("PARAMETERS")
                                + ": classic and reasoning models accept different ones.";
                    default -> null;
                });
    }

    private static Optional<String> byMessage(int status, ServiceError error, Variables variables) {
        if (status == 400 && error.message().contains("/v1/responses")) {
            return Optional.of("Set " + variables.chat("API") + " to responses.");
        }
        if (status == 404 && error.message().toLowerCase(Locale.ROOT).contains("agent")) {
            return Optional.of(
                    "Check PARLEY_CHAT_AGENT, and that " + variables.shared("ENDPOINT") + " names its project.");
        }
        return status == 400 && error.message().contains("api version")
                ? Optional.of(
                        "Check " + variables.shared("API_VERSION") + ", or set " + variables.chat("ROUTE") + " to v1.")
                : Optional.empty();
    }

    private static Optional<String> byStatus(int status, Variables variables) {
        if (status < 400) {
            return Optional.of("Redirects are not followed: check " + variables.shared("ENDPOINT") + ".");
        }
        return Optional.ofNullable(
                switch (status) {
                    case 401 ->
                        "Check " + variables.shared("KEY") + ", that it is a key of the resource in "
                                + variables.shared("ENDPOINT") + "; or PARLEY_CHAT_RESOURCE.";
                    case 403 -> "Check the network rules of the resource.";
                    case 404 ->
                        "Check " + variables.shared("ENDPOINT") + ", " + variables.shared("API_VERSION") + " and "
                                + variables.chat("ROUTE") + ".";
                    case 410 ->
                        "The model is retired: set " + variables.own("DEPLOYMENT") + " to one of a newer model.";
                    case 429 ->
                        "Raise the deployment's tokens per minute, or lower " + variables.chat("MAX_TOKENS") + ".";
                    default -> null;
                });
    }
}
