package io.parley.operations;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import java.util.function.Function;

/** The parameter {@code limit} of a request: the maximum number of elements in the response. */
record Limit(int usual, int most) {

    /** @param answer not called if the parameter is invalid */
    Uni<OperatorResponse> of(RoutingContext request, Function<Integer, Uni<OperatorResponse>> answer) {
        return read(request.request().getParam("limit", Integer.toString(usual)))
                .map(answer)
                .orElseGet(() -> OperatorResponse.refused(
                        Status.BAD_REQUEST, "The limit must be a number from 1 to " + most + "."));
    }

    private Optional<Integer> read(String text) {
        return text.matches("[0-9]{1,4}")
                ? Optional.of(Integer.parseInt(text)).filter(limit -> limit >= 1 && limit <= most)
                : Optional.empty();
    }
}
