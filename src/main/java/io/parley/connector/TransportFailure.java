package io.parley.connector;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** A call that had no answer. */
final class TransportFailure {

    // All of them come before a request is written.
    private static final List<Class<? extends Exception>> NOTHING_SENT = List.of(
            ConnectException.class,
            NoRouteToHostException.class,
            UnknownHostException.class,
            SSLHandshakeException.class);

    private TransportFailure() {}

    /** Whether the activity may have been taken. Where it is not known that nothing was sent, it may. */
    static ConnectorException of(Throwable failure) {
        boolean nothingSent = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(cause -> NOTHING_SENT.stream().anyMatch(type -> type.isInstance(cause)));
        return nothingSent
                ? new ConnectorException.Transient("The Connector cannot be reached", failure)
                : new ConnectorException.Ambiguous(failure);
    }
}
