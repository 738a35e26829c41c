package io.parley.chat;

import java.util.Map;
import java.util.Optional;

/** What an operator can do about an error of the service: mostly, which setting to look at. */
final class ErrorAdvice {

    private static final String PARAMETERS =
            "Check parley.chat.parameters: classic and reasoning models take different ones.";

    private static final Map<String, String> BY_CODE = Map.of(
            "DeploymentNotFound", "Check AZURE_OPENAI_DEPLOYMENT.",
            "PermissionDenied", "Give the identity the role Cognitive Services OpenAI User on the resource.",
            "AuthenticationTypeDisabled",
                    "The resource takes no keys: set PARLEY_CHAT_IDENTITY instead of AZURE_OPENAI_KEY.",
            "context_length_exceeded", "The chat is longer than the model takes.",
            "unsupported_parameter", PARAMETERS,
            "unsupported_value", PARAMETERS,
            "unknown_parameter", PARAMETERS);

    private static final Map<Integer, String> BY_STATUS = Map.of(
            401,
                    "Check AZURE_OPENAI_KEY, that it is a key of the resource in AZURE_OPENAI_ENDPOINT; or PARLEY_CHAT_RESOURCE.",
            403, "Check the network rules of the resource.",
            404, "Check AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_API_VERSION and parley.chat.route.",
            410, "The model is retired: set AZURE_OPENAI_DEPLOYMENT to one of a newer model.",
            429, "Raise the deployment's tokens per minute, or lower parley.chat.max-tokens.");

    private ErrorAdvice() {}

    static Optional<String> on(int status, ServiceError error) {
        if (BY_CODE.containsKey(error.code())) {
            return Optional.of(BY_CODE.get(error.code()));
        }
        if (status == 400 && error.message().contains("api version")) {
            return Optional.of("Check AZURE_OPENAI_API_VERSION, or set parley.chat.route=v1.");
        }
        if (status < 400) {
            return Optional.of("Redirects are not followed: check AZURE_OPENAI_ENDPOINT.");
        }
        return Optional.ofNullable(BY_STATUS.get(status));
    }
}
