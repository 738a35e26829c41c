package io.parley.chat;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** A deployment of a model: where it is, and what it takes. */
public interface DeploymentConfig {

    /**
     * {@code AZURE_OPENAI_ENDPOINT}: the address of the Azure OpenAI resource, such as {@code https://contoso.openai.azure.com},
     * or of a gateway before it, with the path that the gateway puts in front. Ending with {@code /openai/v1} it chooses the
     * v1 route. https, except on this machine. Required in production; without it, development and tests get the demo model.
     */
    Optional<String> endpoint();

    /** {@code AZURE_OPENAI_KEY}: one of the resource's two keys. A secret: never logged. */
    Optional<String> key();

    /** {@code AZURE_OPENAI_DEPLOYMENT}: the name of the model's deployment. {@value ChatTarget#DEFAULT_DEPLOYMENT} unless set. */
    Optional<String> deployment();

    /**
     * {@code AZURE_OPENAI_API_VERSION}: the dated version of the classic route; the v1 route has none. A newer one knows more
     * parameters and models. {@value ChatTarget#DEFAULT_API_VERSION} unless set.
     */
    Optional<String> apiVersion();

    /** {@code auto}, {@code classic} or {@code v1}. Set it where the endpoint does not tell: a gateway may serve either. */
    @WithDefault("auto")
    ChatRoute route();

    /**
     * {@code classic} or {@code reasoning}, after the kind of model that is deployed. The wrong one is refused with a 400, once:
     * what the service names is left out from then on.
     */
    @WithDefault("classic")
    ChatParameters parameters();

    /** How much a reasoning model thinks before it answers, such as {@code low}; the model's own default unless set. */
    Optional<String> reasoningEffort();

    /** How many tokens the model takes, its answer included. Older messages are left out of a chat that is longer. */
    @WithDefault("128000")
    @Min(value = 1000, message = "must be at least 1000: set PARLEY_CHAT_CONTEXT_TOKENS")
    int contextTokens();

    /**
     * The longest answer, in tokens (about four letters of English each). The whole of it counts against the deployment's
     * tokens per minute as soon as a call is admitted, however short the answer: a high limit throttles early. A reasoning
     * model spends its reasoning from it too, and answers nothing when that uses it up.
     */
    @WithDefault("800")
    @Min(value = 1, message = "must be at least 1: set PARLEY_CHAT_MAX_TOKENS")
    int maxTokens();

    /** How freely the model chooses its words: 0 says much the same each time, 2 rambles. Not sent to reasoning models. */
    @WithDefault("0.7")
    @DecimalMin(value = "0", message = "must be from 0 to 2: set PARLEY_CHAT_TEMPERATURE")
    @DecimalMax(value = "2", message = "must be from 0 to 2: set PARLEY_CHAT_TEMPERATURE")
    double temperature();
}
