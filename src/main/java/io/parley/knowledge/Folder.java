package io.parley.knowledge;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The operator's folder of documents. Ignores hidden files and folders. Follows links, because Kubernetes mounts a ConfigMap
 * with them, but not out of the folder. Blocks: do not call it on an event loop.
 */
final class Folder {

    private static final int DEEPEST = 32;

    /** An array has no room for more. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    private final Path root;
    private final KnowledgeConfig limits;

    /** What the last visit left out. */
    private Set<String> lastLeftOut = Set.of();

    Folder(Path root, KnowledgeConfig limits) {
        this.root = root;
        this.limits = limits;
    }

    /**
     * Reads its documents in their order, each when it is asked for, so that only one is in memory at a time. Leaves out those that
     * cannot be read, and names each in the log.
     */
    Iterable<SourceFile> read(List<Entry> entries) {
        TextReader reader = new TextReader();
        return () ->
                entries.stream().flatMap(entry -> read(entry, reader).stream()).iterator();
    }

    private Optional<SourceFile> read(Entry entry, TextReader reader) {
        try {
            return Optional.of(new SourceFile(entry.path(), text(entry, reader)));
        } catch (CharacterCodingException e) {
            Log.warnf("The document %s is left out: it is not UTF-8 text.", entry.path());
        } catch (IOException e) {
            Log.warnf(
                    "The document %s is left out: it cannot be read (%s).",
                    entry.path(), e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    /** Reads at most as many bytes as the file had when it was found, because those are within the limits. */
    private String text(Entry entry, TextReader reader) throws IOException {
        Path file = root.resolve(entry.path());
        if (leaves(file) || !Files.isRegularFile(file)) {
            throw new NoSuchFileException(entry.path());
        }
        return reader.read(file, (int) Math.min(entry.bytes(), LARGEST));
    }

    /** Whether a link leads out of the folder: people who may write documents could otherwise publish any file of this machine. */
    private boolean leaves(Path file) throws IOException {
        return !file.toRealPath().startsWith(root.toRealPath());
    }

    /**
     * Returns the current files of documents by path.
     *
     * @throws IOException if the folder itself cannot be read
     * @throws DocumentsTooLargeException if they are too many or too large
     */
    List<Entry> entries() throws IOException {
        Visit visit = new Visit();
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, visit);
        } finally {
            lastLeftOut = visit.leftOut;
        }
        visit.entries.sort(Comparator.comparing(Entry::path));
        return List.copyOf(visit.entries);
    }

    /** Names each in the log once, although the folder is visited again and again. */
    private void report(String path, String why) {
        if (!lastLeftOut.contains(path)) {
            Log.warnf(
                    "%s is left out of the documents: %s.",
                    CONTROLS.matcher(path).replaceAll("?"), why);
        }
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
        private final Set<String> leftOut = new HashSet<>();
        private long bytes;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(root) && (isHidden(folder) || isLinkOut(folder))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = relative(file);
            if (!isHidden(file) && attributes.isDirectory()) {
                leaveOut(path, "it is more than " + DEEPEST + " folders deep");
            } else if (attributes.isRegularFile()
                    && !isHidden(file)
                    && SourceFile.isDocument(path)
                    && !isLinkOut(file)) {
                add(path, attributes);
            }
            return FileVisitResult.CONTINUE;
        }

        private void add(String path, BasicFileAttributes attributes) {
            if (path.chars().anyMatch(Character::isISOControl)) {
                leaveOut(path, "its name has control characters");
                return;
            }
            entries.add(new Entry(
                    path, attributes.size(), attributes.lastModifiedTime().toMillis()));
            bytes += attributes.size();
            check(entries.size(), bytes);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (file.equals(root)) {
                throw failure;
            }
            leaveOut(relative(file), "it cannot be read (" + failure.getClass().getSimpleName() + ")");
            return FileVisitResult.CONTINUE;
        }

        private boolean isLinkOut(Path file) {
            try {
                if (!Files.isSymbolicLink(file) || !leaves(file)) {
                    return false;
                }
            } catch (IOException broken) {
                return true;
            }
            leaveOut(relative(file), "it is a link out of their folder");
            return true;
        }

        private void leaveOut(String path, String why) {
            leftOut.add(path);
            report(path, why);
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
