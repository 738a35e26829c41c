package io.parley.tools.file;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Configures where tools come from. */
@ConfigMapping(prefix = "parley.tools")
interface ToolsConfig {

    /**
     * {@code PARLEY_TOOLS_FILE}: a file of YAML or JSON that names the tools. Read at the start, with the documents that it
     * names; a mistake in it stops the start with the file's line. Without it, the model has no tools.
     */
    Optional<Path> file();
}
