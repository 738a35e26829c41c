package io.parley.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.turn.TurnStep;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The conversations of the local channel. In memory, and not for long: the bot keeps its own in Redis. */
@ApplicationScoped
class LocalConversations {

    private static final int MOST = 20;
    private static final Duration KEPT_FOR = Duration.ofHours(12);

    private final MessagesClient bot;
    private final ObjectMapper mapper;
    private final Cache<String, LocalConversation> conversations = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(KEPT_FOR)
            .executor(Runnable::run)
            .<String, LocalConversation>removalListener((id, conversation, cause) -> close(conversation))
            .build();

    LocalConversations(MessagesClient bot, ObjectMapper mapper) {
        this.bot = bot;
        this.mapper = mapper;
    }

    /** Begins a conversation, and tells the bot that the user has come. */
    LocalConversation begin(Channel channel, boolean group, URI serviceUrl) {
        Room room = new Room(channel, group, UUID.randomUUID().toString(), serviceUrl);
        LocalConversation conversation = new LocalConversation(room, bot, mapper, Clock.systemUTC());
        conversations.put(room.id(), conversation);
        conversation.join();
        return conversation;
    }

    Optional<LocalConversation> find(String id) {
        return Optional.ofNullable(conversations.getIfPresent(id));
    }

    /** Most turns are of other channels. */
    void watch(@Observes TurnStep step) {
        String turn = step.activity().id();
        if (turn != null) {
            find(step.activity().conversation().id()).ifPresent(conversation -> conversation.step(turn, step));
        }
    }

    /** Pages that watch would keep the application from stopping. */
    void rest(@Observes ShutdownDelayInitiatedEvent event) {
        conversations.asMap().values().forEach(LocalConversation::close);
    }

    void end(@Observes ShutdownEvent event) {
        conversations.invalidateAll();
    }

    private static void close(@Nullable LocalConversation conversation) {
        if (conversation != null) {
            conversation.close();
        }
    }
}
