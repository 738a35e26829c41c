package io.parley.turn;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A Lua script of the ledger, called by its digest; sent whole only when Redis does not know it, as after a restart. All
 * keys of a call carry one hash tag, so a cluster runs it in one slot.
 */
final class Script {

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final RedisAPI redis;
    private final String source;
    private final String digest;

    Script(RedisAPI redis, String name) {
        this.redis = redis;
        this.source = read("common.lua") + '\n' + read(name + ".lua");
        this.digest = sha1(source);
    }

    /**
     * Fails with {@link TurnException.LedgerUnavailable} when Redis does not answer, or with something else than the script.
     *
     * @param reader makes of the answer what the caller needs
     */
    <T> Uni<T> run(List<String> keys, List<String> arguments, Function<Response, T> reader) {
        return redis.evalsha(call(digest, keys, arguments))
                .onFailure(Script::unknown)
                .recoverWithUni(() -> redis.eval(call(source, keys, arguments)))
                .ifNoItem()
                .after(TIMEOUT)
                .failWith(() -> new TimeoutException("no answer within " + TIMEOUT))
                .map(reader)
                .onFailure()
                .transform(TurnException.LedgerUnavailable::new);
    }

    /** As scripts take it. */
    static String flag(boolean value) {
        return value ? "1" : "0";
    }

    private static boolean unknown(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    private static List<String> call(String script, List<String> keys, List<String> arguments) {
        List<String> call = new ArrayList<>(2 + keys.size() + arguments.size());
        call.add(script);
        call.add(Integer.toString(keys.size()));
        call.addAll(keys);
        call.addAll(arguments);
        return call;
    }

    private static String read(String file) {
        try (InputStream stream = Script.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("The script " + file + " is missing from the application");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String source) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
