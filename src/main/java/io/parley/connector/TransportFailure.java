package io.parley.connector;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** Classifies a call without a response. */
final class TransportFailure {

    // These occur before a request is written.
    private static final List<Class<? extends Exception>> NOTHING_SENT = List.of(
            ConnectException.class,
            NoRouteToHostException.class,
            UnknownHostException.class,
            SSLHandshakeException.class);

    private TransportFailure() {}

    /** Decides whether the activity may have been accepted: yes, unless certainly nothing was sent. */
    static ConnectorException of(Throwable failure) {
        boolean nothingSent = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(cause -> NOTHING_SENT.stream().anyMatch(type -> type.isInstance(cause)));
        return nothingSent
                ? new ConnectorException.Transient("The Connector cannot be reached", failure)
                : new ConnectorException.Ambiguous(failure);
    }
}
