package io.parley.tools.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.ToolDefinition;
import io.parley.http.BodyEnd;
import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.tools.CallContext;
import io.parley.tools.Tool;
import io.parley.tools.ToolOutcome;
import io.parley.tools.ToolPolicy;
import io.parley.tools.schema.SchemaCheck;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An operation of an HTTP API as a tool. A read is retried once if its server is not available; a write never is. */
public final class HttpTool implements Tool {

    private static final Set<Integer> AWAY = Set.of(502, 503, 504);

    private final ToolDefinition definition;
    private final ToolPolicy policy;
    private final HttpOperation operation;
    private final ToolServer server;
    private final String idempotencyHeader;

    /** @param idempotencyHeader carries the idempotency key of a write */
    public HttpTool(
            ToolDefinition definition,
            ToolPolicy policy,
            HttpOperation operation,
            ToolServer server,
            String idempotencyHeader) {
        this.definition = definition;
        this.policy = policy;
        this.operation = operation;
        this.server = server;
        this.idempotencyHeader = idempotencyHeader;
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolPolicy policy() {
        return policy;
    }

    @Override
    public Optional<String> objection(ObjectNode arguments) {
        return SchemaCheck.objection(definition.parameters(), arguments).or(() -> unsuitable(arguments));
    }

    /** Checks rules that the schema cannot express: for example, no value may lead up in a path. */
    private Optional<String> unsuitable(ObjectNode arguments) {
        try {
            OperationRequest.of(operation, server.address(), arguments);
            return Optional.empty();
        } catch (UnsuitableException unsuitable) {
            return Optional.ofNullable(unsuitable.getMessage());
        }
    }

    @Override
    public Uni<ToolOutcome> call(ObjectNode arguments, CallContext context) {
        HttpCall call;
        try {
            call = request(arguments, context);
        } catch (UnsuitableException unsuitable) {
            return Uni.createFrom().item(ToolOutcome.failed(String.valueOf(unsuitable.getMessage())));
        }
        AnswerText texts = new AnswerText(policy, context.repeated());
        MissingAnswer missing = new MissingAnswer(policy, context.repeated());
        Uni<HttpAnswer> answer = policy.writes() ? send(call, policy.timeout()) : read(call);
        return answer.map(texts::of).onFailure().recoverWithItem(failure -> missing.because(server.address(), failure));
    }

    private HttpCall request(ObjectNode arguments, CallContext context) {
        HttpCall call = OperationRequest.of(operation, server.address(), arguments);
        Map<String, String> headers = new LinkedHashMap<>(call.headers());
        headers.putAll(server.callerHeaders(context.caller())
                .orElseThrow(() -> new UnsuitableException(ToolServer.UNKNOWN_USER)));
        if (policy.writes()) {
            headers.put(idempotencyHeader, context.idempotencyKey());
        }
        return new HttpCall(call.method(), call.address(), call.route(), headers, call.body());
    }

    private Uni<HttpAnswer> send(HttpCall call, Duration time) {
        return server.send(call, time, () -> BodyEnd.OF_STREAM);
    }

    private Uni<HttpAnswer> read(HttpCall call) {
        return Uni.createFrom().deferred(() -> {
            Deadline deadline = Deadline.in(policy.timeout());
            return send(call, deadline.left())
                    .onItemOrFailure()
                    .transformToUni((answer, failure) -> failure == null
                            ? afterAnswer(call, deadline, answer)
                            : afterFailure(call, deadline, failure));
        });
    }

    private Uni<HttpAnswer> afterAnswer(HttpCall call, Deadline deadline, HttpAnswer answer) {
        Uni<HttpAnswer> first = Uni.createFrom().item(answer);
        return AWAY.contains(answer.status()) ? again(call, deadline, first) : first;
    }

    private Uni<HttpAnswer> afterFailure(HttpCall call, Deadline deadline, Throwable failure) {
        Uni<HttpAnswer> first = Uni.createFrom().failure(failure);
        return maySucceedLater(failure) ? again(call, deadline, first) : first;
    }

    /** Whether a retry can help: not for a refused address or a missing token. */
    private static boolean maySucceedLater(Throwable failure) {
        return failure instanceof IOException && !(failure.getCause() instanceof UnknownHostException);
    }

    private Uni<HttpAnswer> again(HttpCall call, Deadline deadline, Uni<HttpAnswer> otherwise) {
        return deadline.allowsRequest() ? send(call, deadline.left()) : otherwise;
    }
}
