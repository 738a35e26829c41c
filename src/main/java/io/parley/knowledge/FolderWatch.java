package io.parley.knowledge;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder in the background, and again after each change. Compares sizes and times of files, because network volumes
 * send no events. If the folder cannot be read, the documents do not change.
 */
final class FolderWatch {

    private final Folder folder;
    private final Function<Iterable<SourceFile>, Library> reader;
    private final LibrarySearch search;

    private @Nullable List<Folder.Entry> seen;
    private String trouble = "";

    /** @param reader creates a library from files; fails with a {@link DocumentsTooLargeException} */
    FolderWatch(Folder folder, Function<Iterable<SourceFile>, Library> reader, LibrarySearch search) {
        this.folder = folder;
        this.reader = reader;
        this.search = search;
    }

    /** Checks the folder now, and then in this interval. */
    Cancellable start(Vertx vertx, Duration interval) {
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(0L),
                        Multi.createFrom().ticks().startingAfter(interval).every(interval))
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> Uni.createFrom()
                        .completionStage(
                                () -> vertx.executeBlocking(this::look, false).toCompletionStage())
                        .onFailure()
                        .invoke(failure -> Log.error("Unexpected error while reading the documents", failure))
                        .onFailure()
                        .recoverWithItem(false))
                .subscribe()
                .with(changed -> {});
    }

    /** @return whether there are new documents. One call at a time */
    synchronized boolean look() {
        try {
            List<Folder.Entry> entries = folder.entries();
            boolean changed = !entries.equals(seen);
            seen = new ArrayList<>(entries);
            if (changed) {
                read(entries);
            }
            trouble = "";
            return changed;
        } catch (DocumentsTooLargeException e) {
            report(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            report("The folder of documents cannot be read (" + e.getClass().getSimpleName() + ").");
        }
        return false;
    }

    private void read(List<Folder.Entry> entries) {
        long start = System.nanoTime();
        Library library = reader.apply(folder.read(entries));
        search.open(library);
        Log.infof(
                "Read %d documents with %d passages and %d KiB in %d ms.",
                library.pages(),
                library.passages(),
                entries.stream().mapToLong(Folder.Entry::bytes).sum() / 1024,
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    /** Logs each kind of failure once, even if it repeats. */
    private void report(String sentence) {
        if (!trouble.equals(sentence)) {
            Log.errorf("%s The bot answers from the documents that were read before, if any.", sentence);
        }
        trouble = sentence;
    }
}
