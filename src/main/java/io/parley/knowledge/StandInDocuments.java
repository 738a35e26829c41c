package io.parley.knowledge;

import java.util.List;
import java.util.Optional;

/** Documents for a model that stands in, so that it has something to answer from. Never for real users. */
public interface StandInDocuments {

    List<SourceFile> files();

    /** As in {@link KnowledgeConfig#address()}. */
    Optional<String> address();
}
