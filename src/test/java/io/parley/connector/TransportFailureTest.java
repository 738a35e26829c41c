package io.parley.connector;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportFailureTest {

    static Stream<Exception> nothingSent() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new NoRouteToHostException("No route"),
                new UnknownHostException("No such host"),
                new SSLHandshakeException("Unknown certificate"));
    }

    static Stream<Exception> perhapsSent() {
        return Stream.of(
                new TimeoutException("The timeout period has been exceeded"),
                new SocketException("Connection reset"),
                new IOException("Connection was closed"),
                new IllegalStateException("Whatever"));
    }

    @ParameterizedTest
    @MethodSource
    void nothingSent(Exception failure) {
        assertThat(TransportFailure.of(new ProcessingException(failure)))
                .isInstanceOf(ConnectorException.Transient.class);
    }

    @ParameterizedTest
    @MethodSource
    void perhapsSent(Exception failure) {
        assertThat(TransportFailure.of(new ProcessingException(failure)))
                .isInstanceOf(ConnectorException.Ambiguous.class);
    }
}
