package io.parley.vectors;

import io.parley.knowledge.VectorStore;
import io.parley.redis.Script;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps each vector as a text under {@code parley:{p}:vector:<key>}. The partition is a digit of the key's digest, so a cluster runs a
 * call in one slot, and vectors are spread over its servers.
 */
@Singleton
final class RedisVectors implements VectorStore {

    /** Keys of one call, which blocks the server for less than a millisecond. */
    private static final int MOST_KEYS = 200;

    private final Script read;
    private final Script write;

    RedisVectors(RedisAPI redis) {
        this.read = new Script(redis, Script.source(RedisVectors.class, "read.lua"));
        this.write = new Script(redis, Script.source(RedisVectors.class, "write.lua"));
    }

    @Override
    public Uni<Map<String, String>> read(List<String> keys, Duration lifetime) {
        return each(keys)
                .onItem()
                .transformToUniAndConcatenate(group -> read.run(
                        group.stream().map(RedisVectors::name).toList(),
                        List.of(seconds(lifetime)),
                        values -> found(group, values)))
                .collect()
                .in(HashMap<String, String>::new, Map::putAll)
                .map(found -> found);
    }

    @Override
    public Uni<Void> write(Map<String, String> vectors, Duration lifetime) {
        return each(vectors.keySet())
                .onItem()
                .transformToUniAndConcatenate(group -> write.run(
                        group.stream().map(RedisVectors::name).toList(),
                        Stream.concat(
                                        Stream.of(seconds(lifetime)),
                                        group.stream().map(vectors::get))
                                .toList(),
                        written -> written))
                .onItem()
                .ignoreAsUni();
    }

    private static Multi<List<String>> each(Collection<String> keys) {
        return Multi.createFrom()
                .iterable(keys.stream()
                        .collect(Collectors.groupingBy(RedisVectors::partition))
                        .values())
                .onItem()
                .transformToMultiAndConcatenate(group ->
                        Multi.createFrom().iterable(group).group().intoLists().of(MOST_KEYS));
    }

    private static Map<String, String> found(List<String> keys, Response values) {
        Map<String, String> found = new HashMap<>();
        IntStream.range(0, keys.size()).forEach(at -> {
            Response value = values.get(at);
            if (value != null) {
                found.put(keys.get(at), value.toString());
            }
        });
        return found;
    }

    private static String name(String key) {
        return "parley:{" + partition(key) + "}:vector:" + key;
    }

    private static int partition(String key) {
        return Character.digit(key.charAt(key.length() - 1), 16);
    }

    private static String seconds(Duration lifetime) {
        return Long.toString(Math.max(lifetime.toSeconds(), 1));
    }
}
