package io.parley.messages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection on which a test writes bytes that no client library would send. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;

    RawConnection(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
    }

    /** Returns the complete answer to a request, on its own connection. */
    static String ask(URI server, String request) throws IOException {
        try (RawConnection connection = new RawConnection(server)) {
            connection.write(request);
            return connection.read(Duration.ofSeconds(20));
        }
    }

    /** Returns the status of the first answer. */
    static int status(URI server, String request) throws IOException {
        String answer = ask(server, request);
        return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Returns all bytes until the server closes the connection, or sends nothing for so long. */
    String read(Duration patience) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        socket.setSoTimeout((int) patience.toMillis());
        InputStream input = socket.getInputStream();
        try {
            input.transferTo(answer);
        } catch (SocketTimeoutException e) {
            answer.writeBytes("(open)".getBytes(StandardCharsets.ISO_8859_1));
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
