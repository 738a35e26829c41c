package io.parley.knowledge;

import java.util.List;
import java.util.Optional;

/** Documents from which the demo model answers. Never used for real users. */
public interface StandInDocuments {

    List<SourceFile> files();

    /** As in {@link KnowledgeConfig#address()}. */
    Optional<String> address();
}
