package io.parley.redis;

import io.parley.digest.Digest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Lua script, called by its digest. Its source is sent only when Redis does not know it, as after a restart. All keys of a
 * call must carry one hash tag, so that a cluster runs it in one slot.
 */
public final class Script {

    /** A single call to Redis that takes longer counts as failed. */
    public static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final RedisAPI redis;
    private final String source;
    private final String digest;

    public Script(RedisAPI redis, String source) {
        this.redis = redis;
        this.source = source;
        this.digest = Digest.sha1(source).hex();
    }

    /**
     * Reads a script's source.
     *
     * @param owner the class beside whose package the files lie
     * @param files read one after the other: first what several scripts share
     */
    public static String source(Class<?> owner, String... files) {
        return Stream.of(files).map(file -> read(owner, file)).collect(Collectors.joining("\n"));
    }

    /**
     * Fails when Redis does not answer in time or refuses the call, and when the reader fails.
     *
     * @param reader converts the answer to what the caller needs
     */
    public <T> Uni<T> run(List<String> keys, List<String> arguments, Function<Response, T> reader) {
        return inTime(redis.evalsha(call(digest, keys, arguments)))
                .onFailure(Script::unknown)
                .recoverWithUni(() -> inTime(redis.eval(call(source, keys, arguments))))
                .map(reader);
    }

    /** A pipeline has its own limit of time: a timer for each call would cost more than to write the call. */
    private <T> Uni<T> inTime(Uni<T> call) {
        return redis instanceof PipelinedRedis
                ? call
                : call.ifNoItem().after(TIMEOUT).failWith(() -> new TimeoutException("no answer within " + TIMEOUT));
    }

    /** Converts a value to the argument that stands for it. */
    public static String flag(boolean value) {
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

    private static String read(Class<?> owner, String file) {
        try (InputStream stream = owner.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("The script " + file + " is missing from the application");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
