package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.parley.http.BodyEnd;
import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.tools.ToolText;
import io.parley.tools.http.ToolServer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;

/**
 * Finds out which revision of the protocol a server uses. First sends a request of the current revision, which no older
 * server knows. If the server refuses it, makes the handshake of older revisions.
 */
final class Handshake {

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int UNSUPPORTED_VERSION = -32022;
    private static final Set<Integer> MODERN_ERRORS = Set.of(-32020, -32021, UNSUPPORTED_VERSION);
    private static final int LONGEST_REASON = 200;

    private final ToolServer server;
    private final AtomicLong ids;

    Handshake(ToolServer server, AtomicLong ids) {
        this.server = server;
        this.ids = ids;
    }

    /** Fails with an {@link McpException} if the server supports neither, and like {@link ToolServer#send}. */
    Uni<Revision> shake() {
        long id = ids.incrementAndGet();
        Rpc discover = Rpc.of("server/discover", JsonNodeFactory.instance.objectNode());
        return send(RpcRequest.modern(server.address(), id, discover), id).flatMap(this::revision);
    }

    private Uni<RpcAnswer> send(HttpCall call, long id) {
        return server.send(call, TIME, () -> new ResponseEnd(id)).map(http -> RpcAnswer.of(http, id));
    }

    private Uni<Revision> revision(RpcAnswer answer) {
        requireAuthorized(answer.http());
        if (answer.status() >= 500 && !answer.message().has("error")) {
            throw new McpException("it answers with status " + answer.status());
        }
        boolean modern = answer.isResult() || MODERN_ERRORS.contains(answer.errorCode());
        return modern && !supportsOnlyOlder(answer.message())
                ? Uni.createFrom().item(new Revision.Modern())
                : initialize();
    }

    private static boolean supportsOnlyOlder(JsonNode message) {
        JsonNode supported = message.has("result")
                ? message.path("result").path("supportedVersions")
                : message.path("error").path("data").path("supported");
        return !supported.isEmpty()
                && StreamSupport.stream(supported.spliterator(), false)
                        .noneMatch(version -> version.asText().equals(Revision.Modern.VERSION));
    }

    private Uni<Revision> initialize() {
        long id = ids.incrementAndGet();
        return send(RpcRequest.initialize(server.address(), id), id)
                .map(Handshake::initialized)
                .call(this::confirm)
                .map(legacy -> legacy);
    }

    private static Revision.Legacy initialized(RpcAnswer answer) {
        requireAuthorized(answer.http());
        if (!answer.isResult()) {
            throw new McpException("it refuses to begin: status " + answer.status()
                    + (answer.errorMessage().isEmpty() ? "" : ", " + reason(answer.errorMessage())));
        }
        String version = answer.result().path("protocolVersion").asText();
        if (!Revision.Legacy.knows(version)) {
            throw new McpException("it speaks a revision of MCP that is not known here: " + reason(version));
        }
        Optional<String> session = answer.http().header("mcp-session-id");
        return new Revision.Legacy(version, session);
    }

    private Uni<HttpAnswer> confirm(Revision.Legacy revision) {
        Rpc initialized = Rpc.of("notifications/initialized", JsonNodeFactory.instance.objectNode());
        HttpCall call = RpcRequest.notification(server.address(), initialized, revision);
        return server.send(call, TIME, () -> BodyEnd.OF_STREAM);
    }

    /** Fails with the place where the server describes its authorization, for the operator. */
    static void requireAuthorized(HttpAnswer answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            throw new McpException("it refuses the credentials of this source (status " + answer.status() + ")"
                    + answer.header("www-authenticate")
                            .map(challenge -> ". It says: " + reason(challenge))
                            .orElse(""));
        }
    }

    /** Converts a server's text to one line for the log. */
    private static String reason(String text) {
        String line = ToolText.clean(text).replace('\n', ' ').replace('\t', ' ');
        return line.substring(0, Math.min(line.length(), LONGEST_REASON));
    }
}
