package io.parley.tools.http;

import io.parley.credentials.CredentialException;
import io.parley.http.BodyEnd;
import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.http.HttpLimits;
import io.parley.http.HttpPeer;
import io.parley.tools.CallContext.Caller;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A server of tools: its address, and the credentials of each call. The operator chooses the address; the model cannot
 * change it.
 */
public final class ToolServer {

    /** The longest body that is read. */
    public static final int MOST_BYTES = 1024 * 1024;

    /** Tells the model why no call was made without {@link #callerHeaders}. */
    public static final String UNKNOWN_USER = "This cannot be used here: the channel does not say who the user is.";

    private static final Duration CONNECT_TIME = Duration.ofSeconds(5);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(5);
    private static final int UNAUTHORIZED = 401;

    private final ServerAddress address;
    private final Credential credential;
    private final Map<String, CallerField> callerHeaders;
    private final HttpPeer peer;

    /** @param callerHeaders headers with what the channel says about the user */
    public ToolServer(ServerAddress address, Credential credential, Map<String, CallerField> callerHeaders) {
        this.address = address;
        this.credential = credential;
        this.callerHeaders = Map.copyOf(callerHeaders);
        this.peer = HttpPeer.named(
                "tools", new HttpLimits(CONNECT_TIME, LONGEST_CALL, LONGEST_CALL, MOST_BYTES), address.allowed());
    }

    /** Returns the address, without a slash at its end. */
    public String address() {
        return address.text();
    }

    /**
     * Sends a request with the credential, within a time that includes the wait for a token. Fails like
     * {@link HttpPeer#send(HttpCall)}, and with a {@link CredentialException} when nothing was sent because there is no token.
     */
    public Uni<HttpAnswer> send(HttpCall call, Duration time, Supplier<BodyEnd> ends) {
        return Uni.createFrom().deferred(() -> {
            Deadline deadline = Deadline.in(time);
            return credential
                    .on(call)
                    .ifNoItem()
                    .after(time)
                    .failWith(() -> new CredentialException("No token was obtained within " + time.toMillis() + " ms"))
                    .flatMap(complete ->
                            peer.send(complete, deadline.left(), ends).invoke(answer -> notice(answer, complete)));
        });
    }

    private void notice(HttpAnswer answer, HttpCall call) {
        if (answer.status() == UNAUTHORIZED) {
            credential.refused(call);
        }
    }

    /** Returns headers with what the channel says about the user; empty when it does not say what the server needs. */
    public Optional<Map<String, String>> callerHeaders(Caller caller) {
        Map<String, String> headers = new LinkedHashMap<>();
        callerHeaders.forEach((name, field) -> field.of(caller).ifPresent(value -> headers.put(name, value)));
        return headers.size() == callerHeaders.size() ? Optional.of(headers) : Optional.empty();
    }
}
