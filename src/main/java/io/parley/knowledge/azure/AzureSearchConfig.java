package io.parley.knowledge.azure;

import io.parley.credentials.IdentityKind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** An index of Azure AI Search that holds the documents, in place of a folder. */
@ConfigMapping(prefix = "parley.knowledge.search")
public interface AzureSearchConfig {

    /** {@code https://<service>.search.windows.net}. Each question is sent there. The other settings need it. */
    Optional<String> endpoint();

    /** The name of the index, or of an alias. */
    Optional<String> index();

    /** A query key of the service. A secret: never logged. Either a key or an identity is required, and not both. */
    Optional<String> key();

    /** The identity to search with, which needs the role Search Index Data Reader. */
    Optional<IdentityKind> identity();

    /** The client id of a user-assigned managed identity or of a workload identity; {@code AZURE_CLIENT_ID} if absent. */
    Optional<String> identityClientId();

    /** The resource of the tokens, instead of the one of the endpoint's cloud. */
    Optional<String> resource();

    /** The dated version of the service's interface. */
    @WithDefault("2026-04-01")
    String apiVersion();

    /** The field with the text of a passage. */
    @WithDefault("content")
    String contentField();

    /** The field with the title of a passage. */
    @WithDefault("title")
    String titleField();

    /** The field with the address of a passage for users. Without it, sources are named without a link. */
    Optional<String> urlField();

    /** The field with the language of a passage, such as {@code de}. */
    Optional<String> languageField();

    /** The semantic configuration of the index by which results are ranked. The service bills each such search. */
    Optional<String> semanticConfiguration();

    /** The vector field to search by meaning as well. The index must have a vectorizer for it. */
    Optional<String> vectorField();

    /** An OData filter: only documents that match it are found. */
    Optional<String> filter();

    /** How long a question waits for the service, with a retry. */
    @WithDefault("3s")
    @DurationMin(millis = 100, message = "must be from 100ms to 10s: set PARLEY_KNOWLEDGE_SEARCH_TIMEOUT")
    @DurationMax(seconds = 10, message = "must be from 100ms to 10s: set PARLEY_KNOWLEDGE_SEARCH_TIMEOUT")
    Duration timeout();
}
