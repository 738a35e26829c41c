package io.parley.chat;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** The settings of a deployment of a model: its address and parameters. */
public interface DeploymentConfig {

    /**
     * {@code AZURE_OPENAI_ENDPOINT}: the address of the Azure OpenAI resource, such as
     * {@code https://contoso.openai.azure.com}, or of a gateway before it, with the gateway's own path. An address that ends
     * with {@code /openai/v1} selects the v1 route. https, except on this machine. Required in production; without it,
     * development and tests use the demo model.
     */
    Optional<String> endpoint();

    /** {@code AZURE_OPENAI_KEY}: one of the resource's two keys. A secret: never logged. */
    Optional<String> key();

    /**
     * {@code AZURE_OPENAI_DEPLOYMENT}: the name of the model's deployment. The default is
     * {@value ChatTarget#DEFAULT_DEPLOYMENT}.
     */
    Optional<String> deployment();

    /**
     * {@code AZURE_OPENAI_API_VERSION}: the dated version of the classic route; the v1 route has none. A newer version
     * supports more parameters and models. The default is {@value ChatTarget#DEFAULT_API_VERSION}.
     */
    Optional<String> apiVersion();

    /**
     * {@code auto}, {@code classic} or {@code v1}. Set it if the endpoint does not show the route: a gateway may serve either.
     */
    @WithDefault("auto")
    ChatRoute route();

    /**
     * {@code chat} or {@code responses}: the interface by which the model answers. Responses needs the v1 route, and is for models
     * that reason and call tools in one answer. The service stores nothing with either.
     */
    @WithDefault("chat")
    ChatApi api();

    /**
     * {@code PARLEY_CHAT_AGENT}: the name of an agent of Microsoft Foundry, or {@code name:version}, which answers in place of a
     * model. The endpoint is that of its project. Instructions, model, tools and knowledge are the agent's. Needs an identity.
     */
    Optional<String> agent();

    /**
     * {@code classic} or {@code reasoning}, the kind of the deployed model. The service refuses a wrong parameter once, with a
     * 400, and it is left out from then on.
     */
    @WithDefault("classic")
    ChatParameters parameters();

    /** How much a reasoning model thinks before it answers, such as {@code low}; the model's own default unless set. */
    Optional<String> reasoningEffort();

    /** The number of tokens that the model accepts, including its answer. The oldest messages of a longer chat are left out. */
    @WithDefault("128000")
    @Min(value = 1000, message = "must be at least 1000: set PARLEY_CHAT_CONTEXT_TOKENS")
    int contextTokens();

    /**
     * The longest answer, in tokens (each about four letters of English). The whole of it counts against the deployment's
     * tokens per minute as soon as a call is admitted, even for a short answer: a high limit causes throttling earlier. A
     * reasoning model's thinking counts too, and can use up the limit without an answer.
     */
    @WithDefault("800")
    @Min(value = 1, message = "must be at least 1: set PARLEY_CHAT_MAX_TOKENS")
    int maxTokens();

    /**
     * How freely the model chooses its words: with 0 it says nearly the same each time, with 2 it rambles. Not for reasoning
     * models.
     */
    @WithDefault("0.7")
    @DecimalMin(value = "0", message = "must be from 0 to 2: set PARLEY_CHAT_TEMPERATURE")
    @DecimalMax(value = "2", message = "must be from 0 to 2: set PARLEY_CHAT_TEMPERATURE")
    double temperature();
}
