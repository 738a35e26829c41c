package io.parley.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.knowledge.Unanswered;
import io.quarkus.logging.Log;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;

/**
 * Shows and deletes questions that the documents did not answer. Guarded like the other routes for operators.
 *
 * <pre>
 * GET    /unanswered?limit=100      the newest ones, newest first; 404 unless they are kept
 * DELETE /unanswered?question=      204: this question is deleted
 * DELETE /unanswered                204: all are deleted
 * </pre>
 */
@ApplicationScoped
class UnansweredRoutes {

    private final Unanswered questions;
    private final ObjectMapper mapper;

    UnansweredRoutes(Unanswered questions, ObjectMapper mapper) {
        this.questions = questions;
        this.mapper = mapper;
    }

    void register(@Observes ManagementInterface management) {
        OperatorRouter router = new OperatorRouter(management.router(), mapper);
        router.route(HttpMethod.GET, "/unanswered", this::list);
        router.route(HttpMethod.DELETE, "/unanswered", this::delete);
    }

    private Uni<OperatorResponse> list(RoutingContext request) {
        return questions.isOn()
                ? new Limit(100, 1000)
                        .of(
                                request,
                                limit -> available(questions.list(limit).map(kept -> new OperatorResponse(200, kept))))
                : OperatorResponse.refused(
                        Status.NOT_FOUND, "Questions are not kept: set PARLEY_KNOWLEDGE_UNANSWERED_KEPT_FOR.");
    }

    private Uni<OperatorResponse> delete(RoutingContext request) {
        String question = request.request().getParam("question");
        return available(question == null ? deleteAll() : delete(question));
    }

    private Uni<OperatorResponse> delete(String question) {
        return questions
                .delete(question)
                .map(found -> found
                        ? new OperatorResponse(204, null)
                        : OperatorResponse.problem(Status.NOT_FOUND, "There is no such question."));
    }

    private Uni<OperatorResponse> deleteAll() {
        return questions.deleteAll().map(deleted -> {
            Log.info("An operator deleted all questions that the documents did not answer.");
            return new OperatorResponse(204, null);
        });
    }

    private static Uni<OperatorResponse> available(Uni<OperatorResponse> response) {
        return response.onFailure()
                .recoverWithItem(OperatorResponse.problem(Status.SERVICE_UNAVAILABLE, "Redis does not answer."));
    }
}
