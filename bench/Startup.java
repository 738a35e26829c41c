import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The measurement behind bench/startup, which explains it and starts it. Also takes the turns from which src/main/docker/aot-cache
 * makes a cache. JDK 17 or newer, nothing else.
 */
final class Startup {

    private static final int PAUSE_MILLIS = 2;
    private static final int CONNECTIONS = 8;
    private static final int TURNS_OF_A_CONVERSATION = 10;
    private static final int REST_MILLIS = 2000;
    private static final int TURNS_OF_TRAINING = 2000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final String WEB_CHAT = "webchat";

    private static final List<Process> CHILDREN = Collections.synchronizedList(new ArrayList<>());

    public static void main(String[] arguments) throws Exception {
        // Otherwise each response of the server waits 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> CHILDREN.forEach(Process::destroyForcibly)));
        int status = 0;
        try {
            run(arguments);
        } catch (Failure failure) {
            System.err.println("bench/startup: " + failure.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static void run(String[] arguments) throws Exception {
        if (arguments[0].equals("train")) {
            train(List.of(arguments).subList(1, arguments.length));
        } else {
            List<String> limits = arguments[4].isEmpty() ? List.of() : List.of(arguments[4]);
            measure(arguments[0], arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), limits);
        }
    }

    /**
     * Starts Parley by a command, takes turns, and ends it. Web Chat shows what the model is writing, so Parley streams these answers.
     * The activities here do not say that a conversation of Teams is personal, so Parley reads those answers whole.
     */
    private static void train(List<String> command) throws Exception {
        Parley parley = Parley.start(command, Surroundings.start(), redis());
        parley.readHealth();
        parley.takeTurns(TURNS_OF_TRAINING, List.of(WEB_CHAT, "msteams"));
        parley.end();
    }

    /** @param limits what runs a program under limits; empty for none */
    private static void measure(String executable, String jar, int runs, int turns, List<String> limits)
            throws Exception {
        Surroundings surroundings = Surroundings.start();
        String redis = redis();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<Result> results = new ArrayList<>();
        if (!executable.isEmpty()) {
            List<String> command = joined(limits, List.of(executable));
            results.add(measure("native", command, Path.of(executable), surroundings, redis, runs, turns));
        }
        if (!jar.isEmpty()) {
            List<String> command = joined(limits, List.of(java, "-Xmx256m", "-jar", jar));
            results.add(measure("JVM", command, null, surroundings, redis, runs, turns));
            Path cache = Path.of(jar).resolveSibling("parley.aot");
            if (Files.exists(cache)) {
                List<String> cached = joined(
                        limits,
                        List.of(java, "-XX:AOTCache=" + cache, "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", "-Xmx256m", "-jar", jar));
                results.add(measure("JVM with an AOT cache", cached, null, surroundings, redis, runs, turns));
            }
        }
        print(results, runs, turns);
    }

    private static Result measure(
            String name, List<String> command, Path file, Surroundings surroundings, String redis, int runs, int turns)
            throws Exception {
        List<Double> accepted = new ArrayList<>();
        List<Double> replied = new ArrayList<>();
        List<Double> idle = new ArrayList<>();
        List<Double> worked = new ArrayList<>();
        // The first start of each is not counted: it fills the page cache, and warms this program up.
        for (int run = 0; run <= runs; run++) {
            System.err.printf("%s: start %d of %d%n", name, run, runs);
            try (Parley parley = Parley.start(command, surroundings, redis)) {
                double[] times = parley.firstTurn();
                if (run > 0) {
                    accepted.add(times[0]);
                    replied.add(times[1]);
                }
            }
        }
        for (int run = 1; run <= Math.min(3, runs); run++) {
            System.err.printf("%s: memory %d of %d%n", name, run, Math.min(3, runs));
            try (Parley parley = Parley.start(command, surroundings, redis)) {
                parley.awaitPort();
                Thread.sleep(REST_MILLIS);
                idle.add(parley.residentMegabytes());
                parley.takeTurns(turns, List.of(WEB_CHAT));
                Thread.sleep(REST_MILLIS);
                worked.add(parley.residentMegabytes());
            }
        }
        double size = file == null ? Double.NaN : Files.size(file) / 1e6;
        return new Result(name, accepted, replied, idle, worked, size);
    }

    private static String redis() throws Exception {
        String url = System.getenv("REDIS_URL");
        if (url != null && !url.isEmpty()) {
            return url;
        }
        int port = freePort();
        List<String> command = List.of(
                "redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no");
        CHILDREN.add(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        connect(port).close();
        return "redis://127.0.0.1:" + port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Tries until the port accepts a connection. */
    private static Socket connect(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return socket;
            } catch (IOException refused) {
                socket.close();
                if (System.nanoTime() > end) {
                    throw new Failure("nobody listens on port " + port + ".");
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** One start of Parley, in production mode. */
    private static final class Parley implements AutoCloseable {

        private final Process process;
        private final long startedAt;
        private final int port;
        private final int managementPort;
        private final Surroundings surroundings;
        private final Path output;

        private Parley(
                Process process, long startedAt, int port, int managementPort, Surroundings surroundings, Path output) {
            this.process = process;
            this.startedAt = startedAt;
            this.port = port;
            this.managementPort = managementPort;
            this.surroundings = surroundings;
            this.output = output;
        }

        static Parley start(List<String> command, Surroundings surroundings, String redis) throws IOException {
            int port = freePort();
            int managementPort = freePort();
            Path output = Files.createTempFile("parley-startup", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            Map<String, String> variables = builder.environment();
            variables.clear();
            variables.putAll(surroundings.variables());
            variables.put("REDIS_URL", redis);
            variables.put("PORT", Integer.toString(port));
            variables.put("MANAGEMENT_PORT", Integer.toString(managementPort));
            long startedAt = System.nanoTime();
            Process process = builder.start();
            CHILDREN.add(process);
            return new Parley(process, startedAt, port, managementPort, surroundings, output);
        }

        void awaitPort() throws IOException, InterruptedException {
            connect(port).close();
        }

        /** Asks for its health, as a platform does. */
        void readHealth() throws IOException, InterruptedException {
            try (Socket socket = connect(managementPort)) {
                socket.getOutputStream().write("GET /q/health HTTP/1.1\r\nHost: parley\r\n\r\n".getBytes(UTF_8));
                status(new BufferedInputStream(socket.getInputStream()));
            }
        }

        /** Milliseconds from the start to the first 202, and to the first reply at the Connector. */
        double[] firstTurn() throws Exception {
            String conversation = UUID.randomUUID().toString();
            CompletableFuture<Long> reply = surroundings.expect(conversation);
            byte[] request = surroundings.request(conversation, WEB_CHAT);
            try (Socket socket = connect(port)) {
                post(socket, request);
            }
            long acceptedAt = System.nanoTime();
            return new double[] {millis(acceptedAt), millis(await(reply))};
        }

        /** @param channels those of the conversations, in turn */
        void takeTurns(int turns, List<String> channels) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
            List<Future<?>> ends = new ArrayList<>();
            int conversations = Math.max(1, turns / TURNS_OF_A_CONVERSATION);
            for (int i = 0; i < conversations; i++) {
                int count = turns / conversations + (i < turns % conversations ? 1 : 0);
                String channel = channels.get(i % channels.size());
                ends.add(threads.submit(() -> converse(count, channel)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            threads.shutdown();
        }

        private Void converse(int turns, String channel) throws Exception {
            String conversation = UUID.randomUUID().toString();
            try (Socket socket = connect(port)) {
                for (int turn = 0; turn < turns; turn++) {
                    CompletableFuture<Long> reply = surroundings.expect(conversation);
                    post(socket, surroundings.request(conversation, channel));
                    await(reply);
                }
            }
            return null;
        }

        /** Repeats the request until it is accepted, like a simple client. */
        private void post(Socket socket, byte[] request) throws IOException, InterruptedException {
            long end = System.nanoTime() + PATIENCE_NANOS;
            InputStream in = new BufferedInputStream(socket.getInputStream());
            int status = 0;
            while (status != 202) {
                socket.getOutputStream().write(request);
                status = status(in);
                if (status != 202 && (status != 503 || System.nanoTime() > end)) {
                    throw failure("it answers " + status);
                }
                if (status != 202) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        }

        private long await(CompletableFuture<Long> reply) throws InterruptedException, ExecutionException, IOException {
            try {
                return reply.get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw failure("no reply comes");
            }
        }

        private Failure failure(String what) throws IOException {
            return new Failure(what + ". It says:\n" + Files.readString(output));
        }

        private double millis(long at) {
            return (at - startedAt) / 1e6;
        }

        double residentMegabytes() throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
                }
            }
            throw failure("it has ended");
        }

        /** Ends it, however long it takes to write a cache. */
        void end() throws IOException, InterruptedException {
            process.destroy();
            process.waitFor();
            close();
        }

        @Override
        public void close() throws IOException, InterruptedException {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            CHILDREN.remove(process);
            Files.deleteIfExists(output);
        }
    }

    /** The status of the next response, whose body is read and dropped. */
    private static int status(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.replaceAll("\\D", ""));
            }
        }
        in.readNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("The connection was closed.");
            }
            line.write(octet);
        }
        return line.toString(UTF_8).strip();
    }

    /** The services of Parley except Redis: real HTTP, a real signature, and no delay. */
    private static final class Surroundings {

        private static final String APP = "11111111-2222-3333-4444-555555555555";
        private static final String TENANT = "99999999-8888-7777-6666-555555555555";
        private static final Pattern CONVERSATION = Pattern.compile("/connector/v3/conversations/([^/]+)/.*");
        private static final String JSON = "application/json";
        private static final String TEXT = "Open Monitors, choose Create, and set the interval to one minute.";
        private static final String ANSWER = "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                + "\"message\":{\"role\":\"assistant\",\"content\":\"" + TEXT + "\"}}]}";
        private static final String STREAMED = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + TEXT + "\"}}]}\n\n"
                + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

        private final Map<String, CompletableFuture<Long>> replies = new ConcurrentHashMap<>();
        private final String address;
        private final KeyPair key;
        private final String token;

        private Surroundings(int port) throws GeneralSecurityException {
            address = "http://127.0.0.1:" + port;
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            key = generator.generateKeyPair();
            token = sign();
        }

        static Surroundings start() throws Exception {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Surroundings surroundings = new Surroundings(server.getAddress().getPort());
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", surroundings::answer);
            server.start();
            return surroundings;
        }

        Map<String, String> variables() {
            Map<String, String> variables = new HashMap<>();
            variables.put("MICROSOFT_APP_ID", APP);
            variables.put("MICROSOFT_APP_PASSWORD", "password");
            variables.put("MICROSOFT_APP_TYPE", "SingleTenant");
            variables.put("MICROSOFT_APP_TENANT_ID", TENANT);
            variables.put("AZURE_OPENAI_ENDPOINT", address + "/model");
            variables.put("AZURE_OPENAI_KEY", "key");
            variables.put("PARLEY_AUTHENTICATION_CONNECTOR_METADATA", address + "/openid/configuration");
            variables.put("PARLEY_CREDENTIALS_AUTHORITY", address);
            variables.put("PARLEY_CONNECTOR_TRUSTED_ORIGINS", address);
            return variables;
        }

        /** Ends with the time at which the next message for the conversation comes to the Connector. */
        CompletableFuture<Long> expect(String conversation) {
            CompletableFuture<Long> reply = new CompletableFuture<>();
            replies.put(conversation, reply);
            return reply;
        }

        byte[] request(String conversation, String channel) {
            String activity = "{\"type\":\"message\",\"id\":\"" + UUID.randomUUID() + "\",\"channelId\":\"" + channel + "\","
                    + "\"serviceUrl\":\"" + address + "/connector/\","
                    + "\"from\":{\"id\":\"user\"},\"recipient\":{\"id\":\"bot\"},"
                    + "\"conversation\":{\"id\":\"" + conversation + "\"},"
                    + "\"text\":\"How do I add a monitor that checks my status page every minute?\"}";
            return ("POST /api/messages HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\n"
                            + "Authorization: Bearer " + token + "\r\n"
                            + "Content-Length: " + activity.length() + "\r\n\r\n" + activity)
                    .getBytes(UTF_8);
        }

        private void answer(HttpExchange exchange) throws IOException {
            long arrivedAt = System.nanoTime();
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                String path = exchange.getRequestURI().getPath();
                if (path.startsWith("/connector/")) {
                    if (body.contains("\"type\":\"message\"")) {
                        arrived(path, arrivedAt);
                    }
                    send(exchange, 201, JSON, "{\"id\":\"reply\"}");
                } else if (path.startsWith("/model/") && body.contains("\"stream\":true")) {
                    send(exchange, 200, "text/event-stream", STREAMED);
                } else {
                    send(exchange, 200, JSON, document(path));
                }
            }
        }

        private void arrived(String path, long at) {
            var matcher = CONVERSATION.matcher(path);
            CompletableFuture<Long> expected = matcher.matches() ? replies.remove(matcher.group(1)) : null;
            if (expected != null) {
                expected.complete(at);
            }
        }

        private String document(String path) {
            if (path.startsWith("/model/")) {
                return ANSWER;
            }
            return switch (path) {
                case "/openid/configuration" -> "{\"jwks_uri\":\"" + address + "/openid/keys\"}";
                case "/openid/keys" -> keys();
                default -> "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"token\"}";
            };
        }

        private String keys() {
            RSAPublicKey published = (RSAPublicKey) key.getPublic();
            return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"key\",\"n\":\"" + number(published.getModulus())
                    + "\",\"e\":\"" + number(published.getPublicExponent()) + "\",\"endorsements\":[\"webchat\",\"msteams\"]}]}";
        }

        private static String number(BigInteger number) {
            byte[] bytes = number.toByteArray();
            int from = bytes[0] == 0 ? 1 : 0;
            return BASE64.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
        }

        private String sign() throws GeneralSecurityException {
            long now = Instant.now().getEpochSecond();
            String claims = "{\"iss\":\"https://api.botframework.com\",\"aud\":\"" + APP + "\",\"serviceurl\":\"" + address
                    + "/connector/\",\"nbf\":" + (now - 300) + ",\"exp\":" + (now + 86400) + "}";
            String signed = BASE64.encodeToString("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"key\"}".getBytes(UTF_8))
                    + "." + BASE64.encodeToString(claims.getBytes(UTF_8));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + BASE64.encodeToString(signature.sign());
        }

        private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Result(
            String name,
            List<Double> accepted,
            List<Double> replied,
            List<Double> idle,
            List<Double> worked,
            double size) {}

    private static void print(List<Result> results, int runs, int turns) throws IOException {
        System.out.printf("| | %s |%n", join(results, Result::name));
        System.out.printf("|---|%s%n", "---|".repeat(results.size()));
        System.out.printf("| from exec to the first 202 | %s |%n", join(results, result -> times(result.accepted())));
        System.out.printf(
                "| from exec to the first reply at the Connector | %s |%n",
                join(results, result -> times(result.replied())));
        System.out.printf("| resident memory, idle | %s |%n", join(results, result -> megabytes(result.idle())));
        System.out.printf(
                "| resident memory after %,d turns | %s |%n",
                turns, join(results, result -> megabytes(result.worked())));
        System.out.printf(
                "| executable | %s |%n",
                join(results, result -> Double.isNaN(result.size()) ? "" : "%.1f MB".formatted(result.size())));
        System.out.printf(
                "%nMedians of %d starts (smallest to largest), and of %d for memory. %s, %d cores, %s of memory; %s; JDK %s; %s.%n",
                runs, Math.min(3, runs),
                fact("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                fact("/proc/meminfo", "MemTotal"),
                "Linux " + System.getProperty("os.version"),
                Runtime.version(),
                Instant.now().toString().substring(0, 10));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static String join(List<Result> results, java.util.function.Function<Result, String> cell) {
        return String.join(" | ", results.stream().map(cell).toList());
    }

    private static String times(List<Double> millis) {
        return "%.0f ms (%.0f to %.0f)".formatted(median(millis), Collections.min(millis), Collections.max(millis));
    }

    private static String megabytes(List<Double> megabytes) {
        return "%.1f MB".formatted(median(megabytes));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String fact(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }
}
