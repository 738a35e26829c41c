package io.parley.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.mode.Playground;
import io.parley.tools.Toolbox;
import io.parley.turn.TurnStep;
import io.parley.turn.TurnWatcher;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.NotFoundException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The latest conversations of the local channel, in memory. The bot stores its own history in Redis. */
@ApplicationScoped
class LocalConversations implements TurnWatcher {

    private static final int MOST = 20;

    private final Playground playground;
    private final MessagesClient bot;
    private final Toolbox tools;
    private final ObjectMapper mapper;
    /** In the order of their last use. */
    private final Map<String, LocalConversation> conversations = new LinkedHashMap<>(16, 0.75f, true);

    LocalConversations(Playground playground, MessagesClient bot, Toolbox tools, ObjectMapper mapper) {
        this.playground = playground;
        this.bot = bot;
        this.tools = tools;
        this.mapper = mapper;
    }

    /** Begins a conversation, and tells the bot that the user has joined. */
    LocalConversation begin(Channel channel, boolean group, URI serviceUrl) {
        Room room = new Room(channel, group, UUID.randomUUID().toString(), serviceUrl);
        LocalConversation conversation = new LocalConversation(room, bot, tools, mapper, Clock.systemUTC());
        keep(conversation);
        conversation.join();
        return conversation;
    }

    synchronized Optional<LocalConversation> find(String id) {
        return Optional.ofNullable(conversations.get(id));
    }

    /** Fails with 404 if the conversation is no longer kept. */
    LocalConversation demand(String id) {
        return find(id).orElseThrow(() -> new NotFoundException("The playground no longer has this conversation."));
    }

    /** Whether the bot works on a message with this deliberate failure. */
    synchronized boolean suffer(Trouble trouble) {
        return conversations.values().stream().anyMatch(conversation -> conversation.suffers(trouble));
    }

    /** Ignores turns of other channels, and all of them while the playground is off. */
    @Override
    public void watch(TurnStep step) {
        String turn = step.activity().id();
        if (playground.isOn() && turn != null) {
            find(step.activity().conversation().id()).ifPresent(conversation -> conversation.step(turn, step));
        }
    }

    /** Disconnects the pages, which would delay the shutdown. */
    void prepare(@Observes ShutdownDelayInitiatedEvent event) {
        close();
    }

    void end(@Observes ShutdownEvent event) {
        close();
    }

    private synchronized void keep(LocalConversation conversation) {
        if (conversations.size() == MOST) {
            String oldest = conversations.keySet().iterator().next();
            conversations.remove(oldest).close();
        }
        conversations.put(conversation.room().id(), conversation);
    }

    private synchronized void close() {
        conversations.values().forEach(LocalConversation::close);
    }
}
