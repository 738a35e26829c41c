package io.parley.bot;

import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.Optional;

/** One text of the bot. */
public interface TextConfig {

    /** The text itself. */
    @WithParentName
    Optional<String> text();

    /** The file that holds it. */
    Optional<Path> file();
}
