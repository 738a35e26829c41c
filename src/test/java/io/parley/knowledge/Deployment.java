package io.parley.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for an embedding deployment. A text's vector has a place for each word, and words of the same meaning share one. A text with
 * the word "unacceptable" is refused.
 */
final class Deployment implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> MEANINGS = Map.of("vanity", "cname", "hostname", "cname");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<String>> calls = new CopyOnWriteArrayList<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean silent;
    private HttpServer server;

    Deployment() {
        server = start(0);
    }

    private HttpServer start(int port) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            made.setExecutor(threads);
            made.createContext("/", this::answer);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The texts of each call so far. */
    List<List<String>> calls() {
        return calls;
    }

    /** The next calls fail, one for each of these. */
    void fail(Failure... next) {
        failures.addAll(List.of(next));
    }

    /** Answers no more. */
    void fallSilent() {
        silent = true;
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        List<String> texts = new ArrayList<>();
        request.path("input").forEach(text -> texts.add(text.asText()));
        calls.add(texts);
        if (silent) {
            await();
        }
        Failure failure = failures.poll();
        if (failure == null && texts.stream().anyMatch(text -> text.contains("unacceptable"))) {
            failure = new Failure(400, "");
        }
        if (failure == null) {
            send(exchange, 200, embeddings(texts, request.path("dimensions").asInt()));
        } else {
            exchange.getResponseHeaders().add("Retry-After", failure.retryAfter());
            send(exchange, failure.status(), JSON.createObjectNode());
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, ObjectNode json) throws IOException {
        byte[] body = JSON.writeValueAsBytes(json);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static ObjectNode embeddings(List<String> texts, int dimensions) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode data = answer.putArray("data");
        for (int at = texts.size() - 1; at >= 0; at--) {
            ArrayNode numbers = data.addObject().put("index", at).putArray("embedding");
            for (float number : vector(texts.get(at), dimensions)) {
                numbers.add(number);
            }
        }
        answer.putObject("usage").put("total_tokens", 10L * texts.size());
        return answer;
    }

    private static float[] vector(String text, int dimensions) {
        float[] vector = new float[dimensions];
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            vector[Math.floorMod(MEANINGS.getOrDefault(word, word).hashCode(), dimensions)] += 1;
        }
        return vector;
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    record Failure(int status, String retryAfter) {}
}
