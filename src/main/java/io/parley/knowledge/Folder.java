package io.parley.knowledge;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The operator's folder of documents. Ignores hidden files and folders. Follows links, because Kubernetes mounts a ConfigMap
 * with them. Blocks: do not call it on an event loop.
 */
final class Folder {

    private static final int DEEPEST = 32;

    private final Path root;
    private final KnowledgeConfig limits;

    Folder(Path root, KnowledgeConfig limits) {
        this.root = root;
        this.limits = limits;
    }

    /** Returns its documents by path. Leaves out those that cannot be read, and names each in the log. */
    List<SourceFile> read(List<Entry> entries) {
        List<SourceFile> files = new ArrayList<>();
        for (Entry entry : entries) {
            try {
                files.add(new SourceFile(entry.path(), Files.readString(root.resolve(entry.path()))));
            } catch (CharacterCodingException e) {
                Log.warnf("The document %s is left out: it is not UTF-8 text.", entry.path());
            } catch (IOException e) {
                Log.warnf(
                        "The document %s is left out: it cannot be read (%s).",
                        entry.path(), e.getClass().getSimpleName());
            }
        }
        return files;
    }

    /**
     * Returns the current files of documents by path.
     *
     * @throws IOException if the folder itself cannot be read
     * @throws DocumentsTooLargeException if they are too many or too large
     */
    List<Entry> entries() throws IOException {
        Visit visit = new Visit();
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, visit);
        visit.entries.sort(Comparator.comparing(Entry::path));
        return List.copyOf(visit.entries);
    }

    private void check(int files, long bytes) {
        if (files > limits.maxFiles()) {
            throw new DocumentsTooLargeException(
                    "The folder of documents has more than %d files: set PARLEY_KNOWLEDGE_MAX_FILES."
                            .formatted(limits.maxFiles()));
        }
        if (bytes > limits.maxBytes().asLongValue()) {
            throw new DocumentsTooLargeException(
                    "The documents have more than %d bytes together: set PARLEY_KNOWLEDGE_MAX_BYTES."
                            .formatted(limits.maxBytes().asLongValue()));
        }
    }

    /** A file, with its size and time to detect a change. */
    record Entry(String path, long bytes, long modified) {}

    private final class Visit extends SimpleFileVisitor<Path> {

        private final List<Entry> entries = new ArrayList<>();
        private long bytes;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(root) && isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = relative(file);
            if (attributes.isRegularFile() && !isHidden(file) && SourceFile.isDocument(path)) {
                entries.add(new Entry(
                        path, attributes.size(), attributes.lastModifiedTime().toMillis()));
                bytes += attributes.size();
                check(entries.size(), bytes);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (file.equals(root)) {
                throw failure;
            }
            Log.warnf(
                    "%s is left out of the documents: it cannot be read (%s).",
                    relative(file), failure.getClass().getSimpleName());
            return FileVisitResult.CONTINUE;
        }

        private String relative(Path file) {
            Path path = root.relativize(file);
            List<String> names = new ArrayList<>();
            path.forEach(name -> names.add(name.toString()));
            return names.stream().collect(Collectors.joining("/"));
        }

        private static boolean isHidden(Path file) {
            Path name = file.getFileName();
            return name != null && name.toString().startsWith(".");
        }
    }
}
