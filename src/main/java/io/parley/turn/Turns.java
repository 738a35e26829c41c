package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.bot.Bot;
import io.parley.connector.ConnectorClient;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.InvokeResult;
import io.parley.ledger.Acceptance;
import io.parley.ledger.Claims;
import io.parley.ledger.DistinctIds;
import io.parley.ledger.NotedActivities;
import io.parley.ledger.SentMessages;
import io.parley.ledger.TurnException;
import io.parley.ledger.TurnId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Accepts activities. All methods fail with a {@link TurnException} if an activity is not accepted, and then nothing is stored.
 */
@ApplicationScoped
public class Turns {

    private final Bot bot;
    private final ConnectorClient connector;
    private final Claims claims;
    private final NotedActivities noted;
    private final SentMessages sentMessages;
    private final TurnWorker worker;
    private final TurnJournal journal;
    private final AwaitedAnswers answers;
    private final TurnsConfig config;

    Turns(
            Bot bot,
            ConnectorClient connector,
            Claims claims,
            NotedActivities noted,
            SentMessages sentMessages,
            TurnWorker worker,
            TurnJournal journal,
            AwaitedAnswers answers,
            TurnsConfig config) {
        this.bot = bot;
        this.connector = connector;
        this.claims = claims;
        this.noted = noted;
        this.sentMessages = sentMessages;
        this.worker = worker;
        this.journal = journal;
        this.answers = answers;
        this.config = config;
    }

    /**
     * Accepts an activity of any kind. If this ends with {@link Receipt.Kind#ACCEPTED}, the activity will be answered, even if
     * this replica dies.
     */
    public Uni<Receipt> take(Activity activity) {
        if (activity.is(ActivityTypes.INVOKE)) {
            return takeInvoke(activity);
        }
        return activity.expectsReplies()
                ? answer(activity).map(Receipt::of)
                : accept(activity).replaceWith(Receipt.ACCEPTED);
    }

    private Uni<Receipt> takeInvoke(Activity invoke) {
        return bot.pressed(invoke)
                .map(this::press)
                .or(() -> bot.refusal(invoke).map(refused -> Uni.createFrom().item(Receipt.of(refused))))
                .orElseGet(() -> Uni.createFrom().item(() -> answerAtOnce(invoke) ? Receipt.HANDLED : Receipt.UNKNOWN));
    }

    /** Stores the press of a button, and waits a moment for its result. */
    private Uni<Receipt> press(Activity press) {
        return press.expectsReplies()
                ? answer(press).map(Receipt::of)
                : demandAnswerable(press)
                        .chain(() -> store(bot.cut(press)))
                        .chain(acceptance -> answers.answer(acceptance, config.buttonTimeout()))
                        .map(this::result)
                        .onFailure(TurnException.TimedOut.class)
                        .recoverWithItem(() -> InvokeResult.message(bot.working()))
                        .map(Receipt::of);
    }

    /** Does not repeat the messages of the answer, because they are posted. */
    private InvokeResult result(Answer answer) {
        return Optional.ofNullable(answer.result()).orElseGet(() -> InvokeResult.message(bot.working()));
    }

    /** Stores the activity, unless the bot ignores it. */
    Uni<Void> accept(Activity received) {
        Activity activity = bot.cut(received);
        return concernsBot(activity)
                .chain(concerned ->
                        concerned ? storeAnswerable(activity) : Uni.createFrom().voidItem());
    }

    /** Whether the activity is for the bot. Asks Redis only about a reply in a room that nothing else decides about. */
    private Uni<Boolean> concernsBot(Activity activity) {
        boolean concerned = bot.concerns(activity);
        return !concerned && bot.concernsIfReply(activity)
                ? sentMessages.include(activity)
                : Uni.createFrom().item(concerned);
    }

    private Uni<Void> storeAnswerable(Activity activity) {
        return demandAnswerable(activity).chain(() -> store(activity)).replaceWithVoid();
    }

    private Uni<Void> demandAnswerable(Activity activity) {
        return connector
                .refusal(activity.serviceUrl())
                .map(refusal -> Uni.createFrom()
                        .<Void>failure(new TurnException.Unanswerable(
                                "Parley sends no answers to this serviceUrl: " + refusal + ".")))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /**
     * Counts an invoke that needs no turn. Its sender does not wait for Redis. An invoke that is delivered again is not counted
     * again, unless Redis is away. Returns false if the bot knows no invoke of its name.
     */
    boolean answerAtOnce(Activity invoke) {
        if (!bot.isAnsweredAtOnce(invoke)) {
            return false;
        }
        noted.isFirst(ConversationKey.of(invoke), TurnId.of(invoke))
                .onFailure(TurnException.LedgerUnavailable.class)
                .recoverWithItem(true)
                .subscribe()
                .with(first -> {
                    if (first) {
                        journal.feedback(invoke);
                    }
                });
        return true;
    }

    /** Stores the activity and waits for the bot's messages. Returns none for an activity that the bot ignores. */
    Uni<List<Activity>> answer(Activity received) {
        Activity activity = bot.cut(received);
        return concernsBot(activity)
                .chain(concerned -> concerned
                        ? store(activity)
                                .chain(acceptance -> answers.answer(acceptance, config.replyTimeout()))
                                .map(answer -> answer.activities(activity.reference()))
                        : Uni.createFrom().item(List.of()));
    }

    private Uni<Acceptance> store(Activity activity) {
        return Uni.createFrom().deferred(() -> {
            DistinctIds.demand(activity);
            ConversationKey conversation = ConversationKey.of(activity);
            boolean room = worker.reserve(conversation);
            return Uni.createFrom()
                    .deferred(() -> claims.accept(conversation, activity, TurnTraces.current(), room))
                    .invoke(acceptance -> journal.received(activity, acceptance.status()))
                    .invoke(Turns::demandStored)
                    .invoke(this::begin)
                    .onTermination()
                    .invoke(() -> worker.unreserve(room));
        });
    }

    private static void demandStored(Acceptance acceptance) {
        if (acceptance.status() == Acceptance.Status.FULL) {
            throw new TurnException.Overloaded();
        }
    }

    private void begin(Acceptance acceptance) {
        acceptance.claimed().ifPresent(worker::start);
        if (acceptance.waits()) {
            worker.queue(acceptance.conversation());
        }
    }
}
