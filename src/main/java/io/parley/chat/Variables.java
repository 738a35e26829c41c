package io.parley.chat;

import java.util.Optional;

/**
 * The environment variables of a deployment, for messages that tell the operator to look at one.
 *
 * @param prefix of a fallback's; empty for the first deployment, whose variables are the tutorial's
 * @param ofFirst whether it belongs to the first deployment's resource, with its endpoint and key
 */
record Variables(Optional<String> prefix, boolean ofFirst) {

    private static final String FIRST = "AZURE_OPENAI_";
    private static final String EMBEDDINGS = EmbeddingClients.VARIABLE + '_';

    /** @param name as in {@code AZURE_OPENAI_DEPLOYMENT} */
    String own(String name) {
        return prefix.orElse(FIRST) + name;
    }

    /**
     * Returns a variable that a fallback without its own resource shares with the first deployment: endpoint, key,
     * api-version.
     */
    String shared(String name) {
        return ofFirst ? FIRST + name : own(name);
    }

    /**
     * Returns where the deployment's name and the api-version of a longer address go. An embedding deployment is named by its
     * own variable, and has no setting for the version.
     */
    String placeOfDeployment() {
        return prefix.filter(EMBEDDINGS::equals).isPresent()
                ? EmbeddingClients.VARIABLE
                : own("DEPLOYMENT") + ", the api-version into " + shared("API_VERSION");
    }

    /** @param name as in {@code PARLEY_CHAT_MAX_TOKENS} */
    String chat(String name) {
        return prefix.orElse("PARLEY_CHAT_") + name;
    }
}
