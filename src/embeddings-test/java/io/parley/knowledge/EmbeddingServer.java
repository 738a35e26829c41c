package io.parley.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for an embedding deployment, with a small model of English in this process. Its 384 numbers are followed by zeros, which
 * change no cosine. {@code java … io.parley.knowledge.EmbeddingServer 8099} serves any deployment and any key on that port.
 */
final class EmbeddingServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();
    private final AtomicInteger calls = new AtomicInteger();
    private final HttpServer server;

    EmbeddingServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/", this::answer);
        server.start();
    }

    public static void main(String... arguments) throws IOException {
        EmbeddingServer server = new EmbeddingServer(Integer.parseInt(arguments[0]));
        System.out.println("Serving embeddings on " + server.address());
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int calls() {
        return calls.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        List<TextSegment> texts = new ArrayList<>();
        request.path("input").forEach(text -> texts.add(TextSegment.from(text.asText())));
        ObjectNode answer = JSON.createObjectNode().put("object", "list").put("model", "all-minilm-l6-v2");
        ArrayNode data = answer.putArray("data");
        int dimensions = request.path("dimensions").asInt(384);
        model.embedAll(texts).content().forEach(embedding -> {
            ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            ArrayNode numbers = item.putArray("embedding");
            float[] vector = embedding.vector();
            for (int at = 0; at < dimensions; at++) {
                numbers.add(at < vector.length ? vector[at] : 0);
            }
        });
        int tokens = texts.stream().mapToInt(text -> text.text().length() / 4).sum();
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
