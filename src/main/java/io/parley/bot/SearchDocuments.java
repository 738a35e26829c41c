package io.parley.bot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.ToolDefinition;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Query;
import io.parley.tools.CallContext;
import io.parley.tools.Tool;
import io.parley.tools.ToolOutcome;
import io.parley.tools.ToolPolicy;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Lets the model search the operator's documents. Belongs to one turn, whose passages have their numbers. */
final class SearchDocuments implements Tool {

    static final String NAME = "search_documents";

    /** In UTF-16 units. */
    private static final int LONGEST_QUERY = 1_000;

    /** Longer than a search waits for the service that it asks. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final String QUERY = "query";

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            NAME,
            "Searches the operator's documents, and returns the passages that fit best, each with a number. Search for what the user"
                    + " wants to know, in whole words.",
            parameters());

    private final Knowledge knowledge;
    private final TurnSearches searches;

    SearchDocuments(Knowledge knowledge, TurnSearches searches) {
        this.knowledge = knowledge;
        this.searches = searches;
    }

    private static ObjectNode parameters() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties")
                .putObject(QUERY)
                .put("type", "string")
                .put("description", "What to search for, in the user's language");
        schema.putArray("required").add(QUERY);
        return schema.put("additionalProperties", false);
    }

    @Override
    public ToolDefinition definition() {
        return DEFINITION;
    }

    @Override
    public ToolPolicy policy() {
        return new ToolPolicy(
                "Search of the documents",
                ToolPolicy.Effect.READ,
                true,
                false,
                knowledge.isTrusted(),
                LIMIT,
                "Searching the documents …");
    }

    @Override
    public Optional<String> objection(ObjectNode arguments) {
        String query = arguments.path(QUERY).asText();
        return !arguments.path(QUERY).isTextual() || query.isBlank() || query.length() > LONGEST_QUERY
                ? Optional.of("It needs a query of 1 to " + LONGEST_QUERY + " characters.")
                : Optional.empty();
    }

    @Override
    public Uni<ToolOutcome> call(ObjectNode arguments, CallContext context) {
        return knowledge.brief(Query.of(arguments.path(QUERY).asText())).map(searches::outcome);
    }
}
