package io.parley.messages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment with a tool, and with a document that is searched by words and by meaning. */
public class DocumentsEnvironment extends ToolsEnvironment {

    @Override
    protected Map<String, String> settings() {
        surroundings().embeds();
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("parley.knowledge.folder", folder().toString());
        settings.put("parley.knowledge.embeddings", "text-embedding-3-small");
        settings.put("parley.knowledge.embeddings-endpoint", surroundings().address("/vectors"));
        settings.put("parley.knowledge.embeddings-key", "key-of-the-embeddings");
        return settings;
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("documents");
            folder.toFile().deleteOnExit();
            Path file = folder.resolve("questions.md");
            file.toFile().deleteOnExit();
            Files.writeString(file, "# Questions\nA question has an answer.");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
