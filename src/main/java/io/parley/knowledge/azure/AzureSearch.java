package io.parley.knowledge.azure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.knowledge.Findings;
import io.parley.knowledge.Found;
import io.parley.knowledge.Query;
import io.parley.knowledge.Search;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Searches an index of Azure AI Search. While the service asks not to be called, no search is sent. When the semantic ranker's free
 * searches are used up, it is left out for a while.
 */
final class AzureSearch implements Search {

    private static final Duration WITHOUT_RANKER = Duration.ofMinutes(10);
    private static final int MOST_HOSTS = 256;

    private final Vertx vertx;
    private final AzureSearchClient client;
    private final Counter unranked;
    private final AtomicLong pauseEnds = new AtomicLong(System.nanoTime());
    private final AtomicLong rankerReturns = new AtomicLong(System.nanoTime());
    private volatile Set<String> hosts = Set.of();

    AzureSearch(Vertx vertx, AzureSearchClient client, MeterRegistry registry) {
        this.vertx = vertx;
        this.client = client;
        this.unranked = registry.counter("parley.knowledge.search.unranked");
    }

    @Override
    public Uni<Findings> find(Query query, int most) {
        if (!query.isSearchable()) {
            return Uni.createFrom().item(Findings.NOT_SEARCHED);
        }
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom()
                .deferred(() -> search(new AzureQuery(query.meant(), most, isOver(rankerReturns))))
                .map(this::findings)
                .emitOn(work -> context.runOnContext(ignored -> work.run()));
    }

    /** The hosts of the addresses that were found lately on this replica: the index does not say which there are. */
    @Override
    public Set<String> hosts() {
        return hosts;
    }

    private Uni<AzureAnswer> search(AzureQuery query) {
        if (!isOver(pauseEnds)) {
            return Uni.createFrom()
                    .failure(new AzureSearchException.Refused("The search service asks not to be called for a while."));
        }
        return client.search(query)
                .onFailure(AzureSearchException.RankerUsedUp.class)
                .recoverWithUni(failure -> {
                    leaveRankerOut(failure);
                    return client.search(query.unranked());
                })
                .onFailure(AzureSearchException.Unavailable.class)
                .invoke(failure -> ((AzureSearchException.Unavailable) failure)
                        .delay()
                        .ifPresent(delay -> pauseEnds.set(System.nanoTime() + delay.toNanos())));
    }

    private void leaveRankerOut(Throwable failure) {
        rankerReturns.set(System.nanoTime() + WITHOUT_RANKER.toNanos());
        Log.warnf(
                "Documents are found without the semantic ranker for %d minutes: %s",
                WITHOUT_RANKER.toMinutes(), failure.getMessage());
    }

    private static boolean isOver(AtomicLong end) {
        return System.nanoTime() - end.get() >= 0;
    }

    private Findings findings(AzureAnswer answer) {
        if (answer.unranked() || !isOver(rankerReturns)) {
            unranked.increment();
        }
        keepHosts(answer);
        return new Findings(true, answer.found());
    }

    private void keepHosts(AzureAnswer answer) {
        Set<String> found = answer.found().stream()
                .map(Found::passage)
                .flatMap(passage -> passage.page().address().stream())
                .map(URI::getHost)
                .collect(Collectors.toSet());
        if (!hosts.containsAll(found)) {
            Set<String> all = Stream.concat(hosts.stream(), found.stream()).collect(Collectors.toUnmodifiableSet());
            hosts = all.size() > MOST_HOSTS ? Set.copyOf(found) : all;
        }
    }
}
