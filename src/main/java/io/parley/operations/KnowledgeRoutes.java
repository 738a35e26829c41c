package io.parley.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Query;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;

/**
 * Shows the passages that the model would get for a question. Guarded like the other routes for operators.
 *
 * <pre>
 * GET /knowledge?question=&amp;earlier=&amp;limit=6   the best passages first; earlier is the question before it
 * </pre>
 */
@ApplicationScoped
class KnowledgeRoutes {

    private static final int USUAL = 6;
    private static final int MOST = 50;

    private final Knowledge knowledge;
    private final ObjectMapper mapper;

    KnowledgeRoutes(Knowledge knowledge, ObjectMapper mapper) {
        this.knowledge = knowledge;
        this.mapper = mapper;
    }

    void register(@Observes ManagementInterface management) {
        new OperatorRouter(management.router(), mapper).route(HttpMethod.GET, "/knowledge", this::find);
    }

    private Uni<OperatorResponse> find(RoutingContext request) {
        String question = request.request().getParam("question", "");
        if (question.isBlank()) {
            return OperatorResponse.refused(Status.BAD_REQUEST, "The parameter question is required.");
        }
        if (!knowledge.isPresent()) {
            return OperatorResponse.refused(
                    Status.NOT_FOUND,
                    "There are no documents: set PARLEY_KNOWLEDGE_FOLDER or PARLEY_KNOWLEDGE_SEARCH_ENDPOINT.");
        }
        Query query = new Query(question, request.request().getParam("earlier", ""));
        return new Limit(USUAL, MOST).of(request, limit -> find(query, limit));
    }

    private Uni<OperatorResponse> find(Query query, int limit) {
        long start = System.nanoTime();
        return knowledge
                .find(query, limit)
                .map(findings -> new OperatorResponse(200, FoundPassages.of(findings, System.nanoTime() - start)))
                .onFailure()
                .recoverWithItem(failure -> OperatorResponse.problem(
                        Status.SERVICE_UNAVAILABLE, "The documents cannot be searched: " + failure.getMessage()));
    }
}
