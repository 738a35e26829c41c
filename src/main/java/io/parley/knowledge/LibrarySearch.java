package io.parley.knowledge;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Searches the newest {@link Library}, on a worker thread. A search waits a short time for the first library. */
final class LibrarySearch implements Search {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private volatile Library newest = Library.EMPTY;
    private volatile Consumer<Library> follower = library -> {};
    private final CompletableFuture<Void> first = new CompletableFuture<>();

    LibrarySearch(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Switches to this library. */
    void open(Library library) {
        newest = library;
        first.complete(null);
        follower.accept(library);
    }

    /** Calls the action with each new library, on the thread that opens it. */
    void follow(Consumer<Library> other) {
        follower = other;
    }

    Library library() {
        return newest;
    }

    /** Returns the newest library; waits a short time for the first one. */
    Uni<Library> ready() {
        return first.isDone() ? Uni.createFrom().item(() -> newest) : opened().map(opened -> newest);
    }

    @Override
    public Uni<Findings> find(Query query, int most) {
        return first.isDone() ? search(query, most) : opened().chain(() -> search(query, most));
    }

    @Override
    public Set<String> hosts() {
        return newest.hosts();
    }

    private Uni<Void> opened() {
        return Uni.createFrom()
                .completionStage(() -> first.copy())
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithUni(Uni.createFrom().voidItem());
    }

    private Uni<Findings> search(Query query, int most) {
        return Uni.createFrom().completionStage(() -> vertx.executeBlocking(() -> newest.find(query, most), false)
                .toCompletionStage());
    }
}
