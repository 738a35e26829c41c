package io.parley.turn;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.activity.Activity;
import io.parley.bot.Answer;
import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.History;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Turns in Redis: what makes an accepted activity outlive the replica that accepted it. Each method is one script, so it
 * happens whole or not at all; each write of a running turn carries the fence of its lease and fails with
 * {@link TurnException.LeaseLost} once another replica has taken the conversation. All fail with
 * {@link TurnException.LedgerUnavailable} when Redis does not answer, and may then be called again.
 */
@ApplicationScoped
class TurnLedger {

    private static final String NO_ROOM = "0";

    private final String replica = UUID.randomUUID().toString();
    private final RedisAPI redis;
    private final TurnsConfig config;
    private final ConversationConfig conversations;
    private final TurnCodec codec;
    private final Script accept;
    private final Script takeOver;
    private final Script overdue;
    private final Script renew;
    private final Script record;
    private final Script complete;
    private final Script release;

    TurnLedger(RedisAPI redis, TurnsConfig config, ConversationConfig conversations, ObjectMapper mapper) {
        this.redis = redis;
        this.config = config;
        this.conversations = conversations;
        this.codec = new TurnCodec(mapper);
        this.accept = new Script(redis, "accept");
        this.takeOver = new Script(redis, "take-over");
        this.overdue = new Script(redis, "overdue");
        this.renew = new Script(redis, "renew");
        this.record = new Script(redis, "record");
        this.complete = new Script(redis, "complete");
        this.release = new Script(redis, "release");
    }

    /** Stores an activity as a turn unless it is known, and claims its conversation when that is free and there is room. */
    Uni<Acceptance> accept(ConversationKey conversation, Activity activity, boolean room) {
        TurnId id = TurnId.of(activity);
        List<String> keys = List.of(
                due(conversation),
                pending(conversation),
                conversation.key("conversation"),
                conversation.key("turns"),
                turnPrefix(conversation),
                TurnId.ofClient(activity)
                        .map(client -> conversation.key("client") + ':' + client.value())
                        .orElse(turnPrefix(conversation)));
        List<String> arguments = List.of(
                conversation.digest(),
                id.value(),
                codec.write(activity),
                codec.write(activity.reference()),
                replica,
                lease(room),
                Integer.toString(config.maxPending()),
                millis(config.unfinishedLifetime()),
                conversationLifetime(),
                Integer.toString(config.maxPendingPerConversation()));
        long asked = System.nanoTime();
        return accept.run(keys, arguments).map(response -> acceptance(conversation, response, asked));
    }

    /** Claims a conversation whose holder is gone, unless another replica was quicker. */
    Uni<Optional<Turn>> takeOver(ConversationKey conversation) {
        List<String> keys = List.of(
                due(conversation),
                conversation.key("conversation"),
                conversation.key("turns"),
                turnPrefix(conversation));
        long asked = System.nanoTime();
        return takeOver.run(keys, List.of(conversation.digest(), replica, lease(true)))
                .map(response -> claimed(conversation, response, asked));
    }

    /** Conversations of a partition with turns that nobody runs, the longest waiting first. */
    Uni<List<ConversationKey>> overdue(int partition, int limit) {
        return overdue.run(List.of(ConversationKey.partitionKey(partition, "due")), List.of(Integer.toString(limit)))
                .map(response -> strings(response)
                        .map(digest -> new ConversationKey(partition, digest))
                        .toList());
    }

    /** Holds the conversation for another lease. */
    Uni<Void> renew(Lease lease) {
        ConversationKey conversation = lease.conversation();
        return renew.run(
                        List.of(due(conversation), conversation.key("conversation")),
                        List.of(conversation.digest(), lease.fence(), lease(true)))
                .invoke(response -> demand(lease, response))
                .replaceWithVoid();
    }

    /** Notes the answer before any of it is sent. */
    Uni<Void> recordAnswer(Turn turn, Answer answer) {
        return note(turn, "state", "replying", "answer", codec.write(answer));
    }

    /** Notes how many parts of the answer were sent. */
    Uni<Void> recordSent(Turn turn, int parts) {
        return note(turn, "sent", Integer.toString(parts));
    }

    /** Ends an answered turn, history with it, and starts the conversation's next one when there is room for it. */
    Uni<Optional<Turn>> complete(Turn turn, Answer answer, boolean room) {
        return end(turn, answer, "done", "", room);
    }

    /** Gives a turn up: it goes to the dead-letter list, and the conversation goes on with the next. */
    Uni<Optional<Turn>> bury(Turn turn, Answer answer, String reason, boolean room) {
        return end(turn, answer, "dead", codec.write(DeadLetter.of(turn, reason)), room);
    }

    /** Gives a conversation back with its turns as they are, for anyone to take after the delay. */
    Uni<Void> release(Lease lease, Duration delay) {
        return release(lease, delay, true);
    }

    /** Gives a conversation back at once, as if its turn had not been started: the replica stops, the turn is not to blame. */
    Uni<Void> handBack(Lease lease) {
        return release(lease, Duration.ZERO, false);
    }

    private Uni<Void> release(Lease lease, Duration delay, boolean counts) {
        ConversationKey conversation = lease.conversation();
        return release.run(
                        List.of(
                                due(conversation),
                                conversation.key("conversation"),
                                conversation.key("turns"),
                                turnPrefix(conversation)),
                        List.of(conversation.digest(), lease.fence(), millis(delay), flag(!counts)))
                .replaceWithVoid();
    }

    /** The answer of a turn that expects replies, once it has ended; empty before that, on whichever replica it runs. */
    Uni<Optional<Answer>> outcome(ConversationKey conversation, TurnId id) {
        return redis.hmget(List.of(turnPrefix(conversation) + id.value(), "state", "answer"))
                .ifNoItem()
                .after(Script.TIMEOUT)
                .fail()
                .onFailure()
                .transform(TurnException.LedgerUnavailable::new)
                .map(this::outcome);
    }

    private Optional<Answer> outcome(Response fields) {
        String state = fields.get(0) == null ? "" : fields.get(0).toString();
        return ("done".equals(state) || "dead".equals(state)) && fields.get(1) != null
                ? Optional.of(codec.read(fields.get(1).toString(), Answer.class))
                : Optional.empty();
    }

    private Uni<Void> note(Turn turn, String... fields) {
        List<String> arguments = new ArrayList<>(fields.length + 1);
        arguments.add(turn.lease().fence());
        arguments.addAll(List.of(fields));
        ConversationKey conversation = turn.conversation();
        return record.run(
                        List.of(
                                conversation.key("conversation"),
                                turnPrefix(conversation) + turn.id().value()),
                        arguments)
                .invoke(response -> demand(turn.lease(), response))
                .replaceWithVoid();
    }

    private Uni<Optional<Turn>> end(Turn turn, Answer answer, String state, String deadLetter, boolean room) {
        ConversationKey conversation = turn.conversation();
        List<String> keys = List.of(
                due(conversation),
                pending(conversation),
                conversation.key("conversation"),
                conversation.key("turns"),
                turnPrefix(conversation),
                History.key(conversation),
                ConversationKey.partitionKey(conversation.partition(), "dead"));
        List<String> arguments = new ArrayList<>(List.of(
                conversation.digest(),
                turn.lease().fence(),
                turn.id().value(),
                state,
                lease(room),
                millis(config.deduplicationWindow()),
                flag(turn.activity().expectsReplies()),
                flag(answer.forgets()),
                flag(answer.welcomes()),
                Integer.toString(conversations.maxMessages()),
                millis(conversations.retention()),
                conversationLifetime(),
                deadLetter));
        answer.remembered().forEach(message -> arguments.add(codec.write(message)));
        long asked = System.nanoTime();
        return complete.run(keys, arguments).map(response -> next(turn.lease(), response, asked));
    }

    private Optional<Turn> next(Lease lease, Response response, long asked) {
        if ("stale".equals(response.get(0).toString())) {
            throw new TurnException.LeaseLost(lease);
        }
        return claimed(lease.conversation(), response.get(1), asked);
    }

    private Acceptance acceptance(ConversationKey conversation, Response response, long asked) {
        return new Acceptance(
                Acceptance.Status.valueOf(response.get(0).toString().toUpperCase(Locale.ROOT)),
                new TurnId(response.get(1).toString()),
                claimed(conversation, response.get(2), asked));
    }

    private Optional<Turn> claimed(ConversationKey conversation, Response fields, long asked) {
        if (fields.size() == 0) {
            return Optional.empty();
        }
        List<String> values = strings(fields).toList();
        String answer = values.get(4);
        return Optional.of(new Turn(
                new Lease(conversation, values.get(0)),
                new TurnId(values.get(1)),
                codec.read(values.get(3), Activity.class),
                Integer.parseInt(values.get(2)),
                answer.isEmpty() ? Optional.empty() : Optional.of(codec.read(answer, Answer.class)),
                Integer.parseInt(values.get(5)),
                "1".equals(values.get(7)),
                asked,
                Duration.ofMillis(Long.parseLong(values.get(8)) - Long.parseLong(values.get(6)))));
    }

    private static void demand(Lease lease, Response held) {
        if (held.toInteger() == 0) {
            throw new TurnException.LeaseLost(lease);
        }
    }

    private static Stream<String> strings(Response response) {
        return StreamSupport.stream(response.spliterator(), false).map(Response::toString);
    }

    private static String due(ConversationKey conversation) {
        return ConversationKey.partitionKey(conversation.partition(), "due");
    }

    private static String pending(ConversationKey conversation) {
        return ConversationKey.partitionKey(conversation.partition(), "pending");
    }

    private static String turnPrefix(ConversationKey conversation) {
        return conversation.key("turn") + ':';
    }

    /** Not shorter than its turns' may be: fences would start over, and an old one could hold again. */
    private String conversationLifetime() {
        Duration retention = conversations.retention();
        Duration unfinished = config.unfinishedLifetime();
        return millis(retention.compareTo(unfinished) > 0 ? retention : unfinished);
    }

    private String lease(boolean room) {
        return room ? millis(config.lease()) : NO_ROOM;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }
}
