package io.parley.knowledge;

import io.quarkus.logging.Log;
import java.util.ArrayList;
import java.util.List;

/** Creates a library from files. Takes a second or two of one thread for some hundreds of documents. */
record LibraryReader(Addresses addresses, Synonyms synonyms, int maxPassages, IndexLimit limit) {

    /** @throws DocumentsTooLargeException if the files have too many passages, or their index takes too much memory */
    Library read(Iterable<SourceFile> files) {
        List<Passage> passages = new ArrayList<>();
        for (SourceFile file : files) {
            passages.addAll(passages(file));
            if (passages.size() > maxPassages) {
                throw new DocumentsTooLargeException(
                        "The documents have more than %d passages: set PARLEY_KNOWLEDGE_MAX_PASSAGES."
                                .formatted(maxPassages));
            }
        }
        return new Library(passages, synonyms, limit);
    }

    /** A file that cannot be analysed must not cost the others. */
    private List<Passage> passages(SourceFile file) {
        try {
            return file.passages(addresses);
        } catch (RuntimeException | StackOverflowError e) {
            Log.warnf(
                    "The document %s is left out: it cannot be analysed (%s).",
                    file.path(), e.getClass().getSimpleName());
            return List.of();
        }
    }
}
