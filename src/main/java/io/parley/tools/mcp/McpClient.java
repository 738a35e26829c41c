package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.BodyEnd;
import io.parley.http.HttpCall;
import io.parley.tools.http.Deadline;
import io.parley.tools.http.ToolServer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one server in its revision of the protocol. Makes a handshake before the first request, and again if the
 * server has lost the session or changed its revision. A request that was refused for that reason is sent once more, since
 * it had no effect.
 */
final class McpClient {

    private static final Duration CANCEL_TIME = Duration.ofSeconds(2);
    private static final int UNSUPPORTED_VERSION = -32022;

    private final ToolServer server;
    private final Handshake handshake;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicReference<@Nullable Uni<Revision>> revision = new AtomicReference<>();

    McpClient(ToolServer server) {
        this.server = server;
        this.handshake = new Handshake(server, ids);
    }

    /**
     * Sends a request within a time, which includes the handshake.
     *
     * @return fails with an {@link McpException} when nothing was sent because the handshake failed or took the time, and like
     *     {@link ToolServer#send}
     */
    Uni<RpcAnswer> send(Rpc rpc, Duration time) {
        return Uni.createFrom().deferred(() -> {
            Deadline deadline = Deadline.in(time);
            Uni<Revision> known = revision();
            return within(deadline, known).flatMap(current -> sendOnce(rpc, current, deadline)
                    .flatMap(answer -> isForgotten(answer, current)
                            ? within(deadline, insteadOf(known)).flatMap(next -> sendOnce(rpc, next, deadline))
                            : Uni.createFrom().item(answer)));
        });
    }

    /** Waits for a handshake. It continues for later requests if this one stops waiting. */
    private static Uni<Revision> within(Deadline deadline, Uni<Revision> handshake) {
        return handshake
                .ifNoItem()
                .after(deadline.left())
                .failWith(McpClient::tooSlow)
                .invoke(shaken -> {
                    if (!deadline.allowsRequest()) {
                        throw tooSlow();
                    }
                });
    }

    private static McpException tooSlow() {
        return new McpException("its handshake took the time of the call");
    }

    private Uni<RpcAnswer> sendOnce(Rpc rpc, Revision current, Deadline deadline) {
        long id = ids.incrementAndGet();
        HttpCall call = current instanceof Revision.Legacy legacy
                ? RpcRequest.legacy(server.address(), id, rpc, legacy)
                : RpcRequest.modern(server.address(), id, rpc);
        return server.send(call, deadline.left(), () -> new ResponseEnd(id))
                .map(http -> RpcAnswer.of(http, id))
                .onFailure(TimeoutException.class)
                .invoke(() -> cancel(id, current));
    }

    /** Cancels a request at an older server. A current server notices the closed stream. */
    private void cancel(long id, Revision current) {
        if (current instanceof Revision.Legacy legacy) {
            ObjectNode params =
                    JsonNodeFactory.instance.objectNode().put("requestId", id).put("reason", "timeout");
            HttpCall call =
                    RpcRequest.notification(server.address(), Rpc.of("notifications/cancelled", params), legacy);
            server.send(call, CANCEL_TIME, () -> BodyEnd.OF_STREAM).subscribe().with(sent -> {}, unheeded -> {});
        }
    }

    private static boolean isForgotten(RpcAnswer answer, Revision current) {
        if (current instanceof Revision.Legacy legacy) {
            return legacy.session().isPresent() && answer.status() == 404;
        }
        return answer.errorCode() == UNSUPPORTED_VERSION
                || (answer.status() / 100 == 4 && answer.message().isMissingNode());
    }

    private Uni<Revision> revision() {
        Uni<Revision> known = revision.get();
        return known == null ? insteadOf(null) : known;
    }

    /** Makes a handshake, unless another request already did. Concurrent requests wait for the same handshake. */
    private Uni<Revision> insteadOf(@Nullable Uni<Revision> before) {
        Uni<Revision> shaking = handshake
                .shake()
                .onFailure()
                .invoke(() -> revision.set(null))
                .memoize()
                .indefinitely();
        if (revision.compareAndSet(before, shaking)) {
            return shaking;
        }
        Uni<Revision> other = revision.get();
        return other == null ? shaking : other;
    }
}
