package io.parley.knowledge.azure;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.credentials.CachingTokenSource;
import io.parley.credentials.Identities;
import io.parley.credentials.Identity;
import io.parley.credentials.IdentityKind;
import io.parley.http.Pause;
import io.parley.knowledge.Query;
import io.parley.knowledge.Search;
import io.parley.knowledge.SearchService;
import io.quarkus.logging.Log;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Opens the index as the application starts. Wrong settings stop the start; whether the service accepts them is tried in the background. */
@Singleton
final class AzureSearchBeans implements SearchService {

    private static final Pattern HEADER_SAFE = Pattern.compile("[!-~]+");

    private final Optional<Search> search;

    @Inject
    AzureSearchBeans(
            AzureSearchConfig config,
            FolderSettings folder,
            Identities identities,
            Vertx vertx,
            MeterRegistry registry) {
        this(config, kind -> identities.of(kind, config.identityClientId()), vertx, registry);
        search.ifPresent(opened -> folder.refuse());
    }

    AzureSearchBeans(
            AzureSearchConfig config,
            Function<IdentityKind, Identity> identities,
            Vertx vertx,
            MeterRegistry registry) {
        if (config.endpoint().isEmpty()) {
            EndpointSettings.refuse(config);
        }
        this.search = config.endpoint().map(endpoint -> {
            AzureIndex index = AzureIndex.of(endpoint, config);
            AzureSearchClient client =
                    new AzureSearchClient(index, access(config, index, identities), config.timeout(), Pause.on(vertx));
            return new AzureSearch(vertx, client, registry);
        });
    }

    private static AzureSearchClient.Access access(
            AzureSearchConfig config, AzureIndex index, Function<IdentityKind, Identity> identities) {
        if (config.key().isPresent() == config.identity().isPresent()) {
            throw new ConfigurationException(
                    "Set either " + AzureIndex.VARIABLE + "KEY to a query key of the search service, or "
                            + AzureIndex.VARIABLE + "IDENTITY to the identity to search with, and not both.");
        }
        Optional<CachingTokenSource> tokens =
                config.identity().map(identities).map(identity -> identity.tokensFor(resource(config, index)));
        return new AzureSearchClient.Access(config.key().map(AzureSearchBeans::key), tokens);
    }

    private static String resource(AzureSearchConfig config, AzureIndex index) {
        return config.resource()
                .map(resource -> resource.strip().replaceAll("/+(\\.default)?$", ""))
                .orElseGet(index::resource);
    }

    private static String key(String setting) {
        String key = setting.strip();
        if (!HEADER_SAFE.matcher(key).matches()) {
            throw new ConfigurationException(
                    AzureIndex.VARIABLE + "KEY must be a key alone: it contains spaces or characters that no key has.");
        }
        return key;
    }

    /** The same search, without a first try. */
    Optional<Search> opened() {
        return search;
    }

    @Override
    public Optional<Search> search() {
        search.ifPresent(AzureSearchBeans::attempt);
        return search;
    }

    /** A mistake that only the service knows is then in the log, before the first question. */
    private static void attempt(Search search) {
        search.find(Query.of("documentation"), 1)
                .subscribe()
                .with(
                        findings -> Log.infof(
                                "The search service answers, with %s.",
                                findings.found().isEmpty() ? "no document for a first search" : "documents"),
                        failure -> Log.errorf("The documents cannot be searched: %s", failure.getMessage()));
    }
}
