package io.parley.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.chat.ChatMessage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What was said in a conversation: a list in Redis of chat messages as JSON, oldest first. Read here; appended to, and
 * trimmed, by the script that ends a turn, so that neither is ever written without the other.
 */
@ApplicationScoped
public class History {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final RedisAPI redis;
    private final ObjectMapper mapper;

    History(RedisAPI redis, ObjectMapper mapper) {
        this.redis = redis;
        this.mapper = mapper;
    }

    public static String key(ConversationKey conversation) {
        return conversation.key("history");
    }

    /** All that is kept of a conversation, oldest first; empty for a new one. */
    public Uni<List<ChatMessage>> read(ConversationKey conversation) {
        return redis.lrange(key(conversation), "0", "-1")
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .map(this::messages);
    }

    private List<ChatMessage> messages(Response list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(this::message)
                .toList();
    }

    private ChatMessage message(Response item) {
        try {
            return mapper.readValue(item.toString(), ChatMessage.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A message of history is not what was written", e);
        }
    }
}
