import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Measures the cost of a turn in Java with nothing else: only Vert.x, Parley's three scripts, and a 202 after the first one.
 * bench/load.mjs starts it beside the others:
 *
 * <pre>java -cp 'target/quarkus-app/lib/main/*' bench/DurableFloor.java</pre>
 *
 * Only the path without errors: no streams, retries, leases, limits or groups, no security beyond the token, and nothing for
 * operators. Variables: PORT, REDIS_URL, MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD, TOKEN_URL, OPENID_URL,
 * AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_KEY, SCRIPTS (the folder of the ledger's scripts).
 */
public final class DurableFloor extends AbstractVerticle {

    private static final String DAY = "86400000";
    private static final String MONTH = "2592000000";
    private static final String LEASE = "3000";
    private static final String BYTES = "65536";
    private static final String STARTS = "7";
    private static final Map<String, String> ENV = System.getenv();

    private final String replica = UUID.randomUUID().toString();
    private final Map<String, String> digests = new HashMap<>();
    private HttpClient client;
    private RedisConnection redis;
    private PublicKey key;
    private String provenToken = "";
    private String provenServiceUrl = "";
    private String token = "";
    private Instant tokenUntil = Instant.EPOCH;
    private long claims;

    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(
                DurableFloor::new,
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()));
    }

    @Override
    public void start(Promise<Void> started) {
        client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(4096));
        Redis.createClient(vertx, ENV.get("REDIS_URL"))
                .connect()
                .onSuccess(connection -> redis = connection)
                .compose(connection -> load("accept").compose(done -> load("record")).compose(done -> load("complete")))
                .compose(loaded -> get(ENV.get("OPENID_URL")))
                .compose(metadata -> get(metadata.getString("jwks_uri")))
                .onSuccess(keys -> key = rsa(keys.getJsonArray("keys").getJsonObject(0)))
                .compose(keys -> vertx.createHttpServer()
                        .requestHandler(this::handle)
                        .listen(Integer.parseInt(ENV.get("PORT")), "127.0.0.1"))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private Future<Void> load(String name) {
        String script = read("common.lua") + "\n" + read("turns.lua") + "\n" + read(name + ".lua");
        return redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script))
                .onSuccess(digest -> digests.put(name, digest.toString()))
                .mapEmpty();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(ENV.get("SCRIPTS"), file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Future<JsonObject> get(String address) {
        return client.request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address))
                .compose(request -> request.send())
                .compose(response -> response.body())
                .map(Buffer::toJsonObject);
    }

    private static PublicKey rsa(JsonObject jwk) {
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(
                            new BigInteger(1, decoder.decode(jwk.getString("n"))),
                            new BigInteger(1, decoder.decode(jwk.getString("e")))));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            JsonObject activity = body.toJsonObject();
            if (!isAuthentic(request.getHeader("Authorization"), activity)) {
                request.response().setStatusCode(401).end();
            } else if (!"message".equals(activity.getString("type"))) {
                request.response().end();
            } else {
                accept(activity, body)
                        .onSuccess(turn -> {
                            request.response().setStatusCode(202).end();
                            run(turn);
                        })
                        .onFailure(failure -> request.response().setStatusCode(500).end());
            }
        });
    }

    /** A token that was verified is remembered, as Parley does. */
    private boolean isAuthentic(String header, JsonObject activity) {
        if (header == null || !header.startsWith("Bearer ")) {
            return false;
        }
        if (!header.equals(provenToken)) {
            try {
                String[] parts = header.substring("Bearer ".length()).split("\\.");
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initVerify(key);
                signature.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
                JsonObject claims = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[1])));
                long now = Instant.now().getEpochSecond();
                if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                        || !ENV.get("MICROSOFT_APP_ID").equals(claims.getString("aud"))
                        || claims.getLong("exp") < now
                        || claims.getLong("nbf") > now) {
                    return false;
                }
                provenToken = header;
                provenServiceUrl = claims.getString("serviceurl");
            } catch (java.security.GeneralSecurityException e) {
                return false;
            }
        }
        return provenServiceUrl.equals(activity.getString("serviceUrl"));
    }

    /** The keys of a conversation. */
    private record Keys(String digest, String partition) {

        static Keys of(JsonObject activity) {
            byte[] hash = sha256(activity.getString("channelId") + "\n"
                    + activity.getJsonObject("conversation").getString("id"));
            String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
            return new Keys(digest, "parley:{" + Byte.toUnsignedInt(hash[0]) % 64 + "}:");
        }

        String conversation() {
            return partition + "conversation:" + digest;
        }

        String turns() {
            return partition + "turn:" + digest + ":";
        }

        List<String> run() {
            return List.of(
                    partition + "due",
                    partition + "pending",
                    conversation(),
                    partition + "turns:" + digest,
                    turns(),
                    partition + "history:" + digest);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Turn(Keys keys, JsonObject activity, String id, String fence, List<String> history) {}

    private Future<Turn> accept(JsonObject activity, Buffer body) {
        Keys keys = Keys.of(activity);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256(activity.getString("id")), 16));
        List<String> all = new ArrayList<>(keys.run());
        all.add(keys.turns());
        all.add(keys.partition() + "user:" + activity.getJsonObject("from").getString("id"));
        return call("accept", all, Stream.of(
                        keys.digest(), id, body.toString(), replica + '/' + ++claims, "", LEASE, DAY, MONTH, "500", "50", "100",
                        BYTES, STARTS, "0", "", "", "", "0"))
                .map(answer -> {
                    Response claimed = named(answer, "claimed");
                    return claimed == null ? null : turn(keys, activity, claimed);
                });
    }

    private static Turn turn(Keys keys, JsonObject own, Response claimed) {
        Response activity = named(claimed, "activity");
        List<String> history = new ArrayList<>();
        named(claimed, "history").toString().lines().forEach(history::add);
        return new Turn(
                keys,
                activity == null ? own : new JsonObject(activity.toBuffer()),
                named(claimed, "turn").toString(),
                named(claimed, "fence").toString(),
                history);
    }

    private static Response named(Response fields, String name) {
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).toString().equals(name)) {
                return fields.get(i + 1);
            }
        }
        return null;
    }

    private Future<Response> call(String script, List<String> keys, Stream<String> arguments) {
        Request request = Request.cmd(Command.EVALSHA).arg(digests.get(script)).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return redis.send(request);
    }

    private void run(Turn turn) {
        if (turn == null) {
            return;
        }
        String question = message("user", turn.activity().getString("text"));
        ask(turn, question)
                .compose(text -> record(turn, text).compose(held -> reply(turn, text)).compose(sent -> complete(turn, question, text)))
                .onSuccess(this::run)
                .onFailure(Throwable::printStackTrace);
    }

    private static String message(String role, String content) {
        return new JsonObject().put("role", role).put("content", content).encode();
    }

    /** History is copied into the request as it is stored. */
    private Future<String> ask(Turn turn, String question) {
        List<String> messages = new ArrayList<>();
        messages.add(message("system", "You are a helpful assistant."));
        messages.addAll(turn.history());
        messages.add(question);
        Buffer body = Buffer.buffer("{\"messages\":[" + String.join(",", messages) + "],\"max_tokens\":800,\"temperature\":0.7}");
        RequestOptions options = post(ENV.get("AZURE_OPENAI_ENDPOINT")
                        + "/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-06-01")
                .putHeader("api-key", ENV.get("AZURE_OPENAI_KEY"));
        return send(options, body)
                .map(answer -> answer.toJsonObject()
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("message")
                        .getString("content"));
    }

    private static RequestOptions post(String address) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(address)
                .putHeader("content-type", "application/json");
    }

    private Future<Buffer> send(RequestOptions options, Buffer body) {
        return client.request(options).compose(request -> request.send(body)).compose(response -> response.body());
    }

    private Future<Response> record(Turn turn, String text) {
        JsonObject answer = new JsonObject().put("texts", new JsonArray().add(text));
        return call(
                "record",
                List.of(turn.keys().conversation(), turn.keys().turns() + turn.id()),
                Stream.of(turn.fence(), "state", "replying", "answer", answer.encode()));
    }

    private Future<Buffer> reply(Turn turn, String text) {
        JsonObject asked = turn.activity();
        JsonObject reply = new JsonObject()
                .put("type", "message")
                .put("from", asked.getJsonObject("recipient"))
                .put("recipient", asked.getJsonObject("from"))
                .put("conversation", asked.getJsonObject("conversation"))
                .put("replyToId", asked.getString("id"))
                .put("text", text);
        String address = asked.getString("serviceUrl") + "v3/conversations/"
                + URLEncoder.encode(asked.getJsonObject("conversation").getString("id"), StandardCharsets.UTF_8)
                + "/activities/" + URLEncoder.encode(asked.getString("id"), StandardCharsets.UTF_8);
        return token().compose(current ->
                send(post(address).putHeader("authorization", "Bearer " + current), reply.toBuffer()));
    }

    private Future<String> token() {
        if (Instant.now().isBefore(tokenUntil)) {
            return Future.succeededFuture(token);
        }
        String form = "grant_type=client_credentials&client_id=" + ENV.get("MICROSOFT_APP_ID") + "&client_secret="
                + ENV.get("MICROSOFT_APP_PASSWORD") + "&scope=https%3A%2F%2Fapi.botframework.com%2F.default";
        RequestOptions options = post(ENV.get("TOKEN_URL")).putHeader("content-type", "application/x-www-form-urlencoded");
        return send(options, Buffer.buffer(form)).map(Buffer::toJsonObject).map(answer -> {
            tokenUntil = Instant.now().plusSeconds(answer.getLong("expires_in") - 300);
            return token = answer.getString("access_token");
        });
    }

    private Future<Turn> complete(Turn turn, String question, String text) {
        return call(
                        "complete",
                        turn.keys().run(),
                        Stream.of(
                                turn.keys().digest(), turn.fence(), turn.id(), LEASE, DAY, "0", "0", "", "20", "40", BYTES, MONTH,
                                MONTH, STARTS, "", "", "", "", DAY, "0", "", question, message("assistant", text)))
                .map(answer -> {
                    Response claimed = named(answer, "claimed");
                    return claimed == null ? null : turn(turn.keys(), null, claimed);
                });
    }
}
