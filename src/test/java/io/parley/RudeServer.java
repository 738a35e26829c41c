package io.parley;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** An HTTP server that breaks the rules: it answers byte by byte, without an end, or with half an answer. */
public final class RudeServer implements AutoCloseable {

    /** Writes an answer; the connection is closed when it returns. */
    @FunctionalInterface
    public interface Manners {
        void answer(OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final ExecutorService connections = Executors.newCachedThreadPool();
    private final Future<?> accepting;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Manners manners;

    public RudeServer(Manners manners) {
        this.manners = manners;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        accepting = connections.submit(this::accept);
    }

    public void answers(Manners others) {
        manners = others;
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Returns the first line of each complete request. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Sends the start, then a byte every tenth of a second until the client stops reading. */
    public static Manners dripping(String start) {
        return out -> {
            write(out, start);
            while (!Thread.currentThread().isInterrupted()) {
                write(out, " ");
                LockSupport.parkNanos(100_000_000);
            }
        };
    }

    /** Sends the start, then the piece repeatedly until the client stops reading. */
    public static Manners flooding(String start, String piece) {
        return out -> {
            write(out, start);
            while (!Thread.currentThread().isInterrupted()) {
                write(out, piece);
            }
        };
    }

    /** Sends this text and closes the connection. */
    public static Manners brokenOff(String start) {
        return out -> write(out, start);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.execute(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = in.readLine();
            int length = 0;
            for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            for (int read = 0; read < length; read++) {
                in.read();
            }
            requests.add(line);
            manners.answer(connection.getOutputStream());
        } catch (IOException gone) {
            // The client has closed the connection.
        }
    }

    /** Closes the port. Waits for the last accept to end, because the system would accept connections until then. */
    @Override
    public void close() {
        try {
            socket.close();
            accepting.get(10, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        connections.shutdownNow();
    }
}
