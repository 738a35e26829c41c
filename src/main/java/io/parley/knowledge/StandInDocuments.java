package io.parley.knowledge;

import java.util.List;
import java.util.Optional;

/** Documents for a stand-in of the model to answer from. Never for real users. */
public interface StandInDocuments {

    List<SourceFile> files();

    /** As in {@link KnowledgeConfig#address()}. */
    Optional<String> address();
}
