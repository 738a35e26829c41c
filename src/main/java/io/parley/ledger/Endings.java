package io.parley.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.Remark;
import io.parley.conversation.Window;
import io.parley.redis.Script;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ends turns, and starts the next turn of their conversation. Each method is one script: it happens completely or not at all.
 * Fails with {@link TurnException.LeaseLost} once another replica holds the conversation, and with {@link
 * TurnException.LedgerUnavailable} when Redis does not answer; it may then be called again.
 */
@ApplicationScoped
public class Endings {

    private static final int MOST_DEAD_LETTERS_OF_A_PARTITION = 1000;

    private final KnownHistories histories;
    private final ConversationConfig conversations;
    private final Window window;
    private final Lifetimes lifetimes;
    private final Codec codec;
    private final TurnReader reader;
    private final LedgerScript complete;
    private final LedgerScript deadLetter;

    Endings(
            RedisAPI redis,
            KnownHistories histories,
            LedgerConfig config,
            ConversationConfig conversations,
            ObjectMapper mapper) {
        this.histories = histories;
        this.conversations = conversations;
        this.window = Window.of(conversations);
        this.lifetimes = new Lifetimes(config, conversations);
        this.codec = new Codec(mapper);
        this.reader = new TurnReader(codec);
        this.complete = new LedgerScript(redis, "complete");
        this.deadLetter = new LedgerScript(redis, "dead-letter");
    }

    /**
     * Completes a turn whose answer is sent, with history, and starts the conversation's next turn.
     *
     * @param sent ids of the sent messages if they are to be remembered, the oldest first
     * @param goesOn whether this replica may start the next turn
     */
    public Uni<Handover> complete(Turn turn, Answer answer, List<String> sent, boolean goesOn) {
        List<String> arguments = new ArrayList<>(List.of(
                turn.conversation().digest(),
                turn.lease().fence(),
                turn.id().value(),
                lifetimes.lease(goesOn),
                lifetimes.ended(),
                Script.flag(turn.activity().hasWaitingRequest()),
                Script.flag(answer.forgets()),
                answer.leaves() ? "left" : Script.flag(answer.welcomes()),
                Integer.toString(window.least()),
                Integer.toString(window.most()),
                Integer.toString(conversations.maxBytes()),
                lifetimes.history(),
                lifetimes.conversation(),
                lifetimes.starts()));
        arguments.addAll(revised(answer.revision()));
        arguments.add(SentMessages.join(sent));
        arguments.addAll(pending(answer.consent()));
        KnownHistory after = histories.after(turn, answer.remembered());
        arguments.add(Long.toString(after.messages() - answer.remembered().size()));
        arguments.add(after.stamp());
        answer.remembered()
                .forEach(message ->
                        arguments.add(codec.write(message, turn.activity().id())));
        return end(turn.lease(), complete, Keys.run(turn.conversation()), arguments, completed -> {
            boolean stamped = !completed.find("length").orElse("0").equals("0");
            histories.completed(turn.conversation(), after, stamped);
            return after;
        });
    }

    private List<String> pending(Answer.@Nullable Consent consent) {
        if (consent == null) {
            return List.of("", "", "");
        }
        String message = consent.messageId() == null ? "" : consent.messageId();
        return consent.call() == null
                ? List.of("none", "", "")
                : List.of(codec.write(consent.call()), message, lifetimes.consent());
    }

    private List<String> revised(Answer.@Nullable Revision revision) {
        if (revision == null) {
            return List.of("", "");
        }
        Remark question = revision.question();
        return List.of(revision.activityId(), question == null ? "" : codec.write(question, revision.activityId()));
    }

    /**
     * Dead-letters a turn, and starts the conversation's next turn.
     *
     * @param answered whether the recorded answer is a real one; an apology is kept only for a request that waits for it
     */
    public Uni<Handover> deadLetter(Turn turn, String reason, boolean answered, boolean goesOn) {
        return deadLetter(turn, new Letter(reason, answered, List.of()), goesOn);
    }

    /** As {@link #deadLetter(Turn, String, boolean, boolean)}, with what history keeps of the turn. */
    public Uni<Handover> deadLetter(Turn turn, Letter why, boolean goesOn) {
        String apology = turn.activity().hasWaitingRequest() ? "awaited apology" : "apology";
        List<String> remembered = why.remembered().stream()
                .map(message -> codec.write(message, turn.activity().id()))
                .toList();
        return deadLetter(turn, why.reason(), why.answered() ? "answer" : apology, goesOn, remembered);
    }

    /** Dead-letters a turn that this version cannot run, and keeps its record. */
    public Uni<Handover> deadLetter(UnreadableTurn turn, boolean goesOn) {
        return deadLetter(turn, turn.reason(), "answer", goesOn, List.of());
    }

    private Uni<Handover> deadLetter(
            StartedTurn turn, String reason, String recorded, boolean goesOn, List<String> remembered) {
        List<String> arguments = new ArrayList<>(List.of(
                turn.conversation().digest(),
                turn.lease().fence(),
                turn.id().value(),
                lifetimes.lease(goesOn),
                lifetimes.dead(),
                reason,
                Integer.toString(MOST_DEAD_LETTERS_OF_A_PARTITION),
                recorded,
                Integer.toString(conversations.maxBytes()),
                lifetimes.starts()));
        arguments.addAll(remembered);
        return end(turn.lease(), deadLetter, Keys.dead(turn.conversation()), arguments, dead -> KnownHistory.NONE);
    }

    /**
     * What a dead letter says, and what history keeps of its turn.
     *
     * @param reason why the turn is given up
     * @param answered whether the recorded answer is a real one
     * @param remembered what its calls have done
     */
    public record Letter(String reason, boolean answered, List<Remark> remembered) {}

    private Uni<Handover> end(
            Lease lease,
            LedgerScript script,
            List<String> keys,
            List<String> arguments,
            Function<Fields, KnownHistory> history) {
        StartRequest request = StartRequest.now();
        return script.run(keys, arguments, answer -> {
            Fields fields = Fields.of(answer);
            demandHeld(lease, fields);
            return handover(lease.conversation(), fields, request.with(history.apply(fields)));
        });
    }

    private static void demandHeld(Lease lease, Fields answer) {
        if (answer.text("status").equals("stale")) {
            throw new TurnException.LeaseLost(lease);
        }
    }

    private Handover handover(ConversationKey conversation, Fields answer, StartRequest request) {
        return new Handover(
                answer.below("claimed").map(next -> reader.read(conversation, next, request)),
                answer.find("returned").map(digest -> new ConversationKey(conversation.partition(), digest)),
                answer.find("other").map(digest -> new ConversationKey(conversation.partition(), digest)));
    }
}
