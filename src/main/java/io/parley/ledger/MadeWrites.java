package io.parley.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.conversation.ConversationKey;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Lists calls of tools that may have changed something, for operators. The script that records steps keeps the beginning and the end of
 * each.
 */
@ApplicationScoped
public class MadeWrites {

    private final RedisAPI redis;
    private final ObjectMapper mapper;

    MadeWrites(RedisAPI redis, ObjectMapper mapper) {
        this.redis = redis;
        this.mapper = mapper;
    }

    /** Returns the newest writes, newest first. Fails with {@link TurnException.LedgerUnavailable} if Redis does not respond. */
    public Uni<List<MadeWrite>> list(int limit) {
        return Multi.createFrom()
                .range(0, ConversationKey.PARTITIONS)
                .onItem()
                .transformToUniAndConcatenate(partition -> list(partition, limit))
                .onItem()
                .<MadeWrite>disjoint()
                .collect()
                .asList()
                .map(writes -> writes.stream()
                        .sorted(Comparator.comparing(MadeWrite::endedAt).reversed())
                        .limit(limit)
                        .toList());
    }

    private Uni<List<MadeWrite>> list(int partition, int limit) {
        return LedgerCall.reading(redis.lrange(Keys.writes(partition), "0", Integer.toString(2 * limit - 1)))
                .map(elements -> elements == null ? List.of() : newestOfEachCall(elements));
    }

    private List<MadeWrite> newestOfEachCall(Response elements) {
        Map<String, MadeWrite> calls = new LinkedHashMap<>();
        StreamSupport.stream(elements.spliterator(), false)
                .flatMap(this::write)
                .forEach(write -> calls.putIfAbsent(write.call(), write));
        return List.copyOf(calls.values());
    }

    /** Leaves out an element that something else than the script has written. */
    private Stream<MadeWrite> write(Response element) {
        try {
            JsonNode json = mapper.readTree(element.toString());
            return Stream.of(new MadeWrite(
                    json.path("call").asText(),
                    json.path("tool").asText(),
                    json.path("outcome").asText(),
                    Instant.ofEpochMilli(json.path("at").asLong()),
                    json.path("channel").asText(),
                    json.path("user").asText()));
        } catch (JsonProcessingException unreadable) {
            Log.warn("An element of the list of writes cannot be read, and was left out.");
            return Stream.empty();
        }
    }
}
