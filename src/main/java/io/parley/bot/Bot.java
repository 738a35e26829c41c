package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.activity.ChannelAccount;
import io.parley.chat.ChatException;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Window;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Decides what to say in a turn. Says and writes nothing itself: the turn does, from the {@link Answer}. */
public class Bot {

    /** For a turn of which nothing is shown before its end. */
    public static final Consumer<String> UNSEEN = ChatModel.UNSEEN;

    private static final String TEAMS = "msteams";
    private static final String WEB_CHAT_JOIN = "webchat/join";
    private static final String FEEDBACK = "message/submitAction";

    private final Persona persona;
    private final Window window;
    private final ModelSelector models;

    Bot(Persona persona, Window window, ModelSelector models) {
        this.persona = persona;
        this.window = window;
        this.models = models;
    }

    /**
     * Whether an activity asks anything of the bot. All others are accepted and ignored, but for an invoke, whose sender is
     * told that it is not known.
     */
    public boolean concerns(Activity activity) {
        return switch (activity.type()) {
            case ActivityTypes.MESSAGE -> isForBot(activity);
            case ActivityTypes.CONVERSATION_UPDATE, ActivityTypes.EVENT -> somebodyJoined(activity);
            case ActivityTypes.INVOKE -> FEEDBACK.equals(activity.name());
            case ActivityTypes.END_OF_CONVERSATION -> true;
            default -> false;
        };
    }

    /**
     * What to say, and what to remember, in the turn of an activity that {@linkplain #concerns concerns} the bot.
     *
     * @param draft told the text so far while the model writes it: more of it each time, on any thread. The answer may be
     *     another text all the same. Must neither block nor throw
     */
    public Uni<Answer> answer(Activity activity, ConversationState conversation, Consumer<String> draft) {
        return switch (activity.type()) {
            case ActivityTypes.MESSAGE -> reply(activity, conversation, draft);
            case ActivityTypes.INVOKE -> Uni.createFrom().item(Answer.nothing());
            case ActivityTypes.END_OF_CONVERSATION -> Uni.createFrom().item(Answer.forgetting());
            default -> Uni.createFrom().item(welcome(conversation));
        };
    }

    /** Said when a turn is given up. */
    public Answer apology() {
        return Answer.saying(persona.apology());
    }

    private Answer welcome(ConversationState conversation) {
        return conversation.welcomed() ? Answer.nothing() : Answer.welcoming(persona.welcome());
    }

    private Uni<Answer> reply(Activity message, ConversationState conversation, Consumer<String> draft) {
        String text = MessageText.of(message);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "" -> Uni.createFrom().item(Answer.saying(persona.unreadable()));
            case "/help" -> Uni.createFrom().item(Answer.saying(persona.help()));
            case "/reset" -> Uni.createFrom().item(Answer.forgetting(persona.reset()));
            default -> ask(message, conversation, ChatMessage.user(text), draft);
        };
    }

    private Uni<Answer> ask(
            Activity message, ConversationState conversation, ChatMessage question, Consumer<String> draft) {
        List<ChatMessage> chat =
                window.of(ChatMessage.system(persona.systemPrompt()), conversation.history(), question);
        return models.select(message)
                .answer(chat, beginning(message, draft))
                .map(text -> Answer.replying(question, text, MessageParts.of(text, message.channelId())))
                .onFailure(ChatException.class)
                .recoverWithItem(failure -> excuse(ConversationKey.of(message), (ChatException) failure));
    }

    /** Of a text that takes several messages, the first one's. */
    private static Consumer<String> beginning(Activity message, Consumer<String> draft) {
        return draft == UNSEEN
                ? UNSEEN
                : text -> MessageParts.beginning(text, message.channelId()).ifPresent(draft);
    }

    /** A question that got no answer stays out of history, so that one that was blocked does not block all that follow. */
    private Answer excuse(ConversationKey conversation, ChatException failure) {
        Log.warnf("The model gave no answer in conversation %s: %s", conversation, failure.getMessage());
        if (failure instanceof ChatException.Filtered) {
            return Answer.saying(persona.filtered());
        }
        if (failure instanceof ChatException.Empty) {
            return Answer.saying(persona.empty());
        }
        if (failure instanceof ChatException.TooLong) {
            return Answer.saying(persona.tooLong());
        }
        if (failure instanceof ChatException.Throttled throttled) {
            return Answer.saying(persona.busy(throttled.getWait()));
        }
        return apology();
    }

    /** In a Teams group, a bot that may read everything is also sent what is said to others. */
    private static boolean isForBot(Activity message) {
        return !message.channelId().equals(TEAMS)
                || !message.conversation().shared()
                || message.mentions().stream().anyMatch(message::addresses);
    }

    /** Web Chat without a user id tells of the user too late; pages send an event instead. */
    private static boolean somebodyJoined(Activity activity) {
        return WEB_CHAT_JOIN.equals(activity.name())
                || joined(activity).stream().anyMatch(member -> !isBot(activity, member));
    }

    private static List<ChannelAccount> joined(Activity activity) {
        return activity.membersAdded() == null ? List.of() : activity.membersAdded();
    }

    private static boolean isBot(Activity activity, ChannelAccount member) {
        return activity.recipient() != null && activity.recipient().id().equals(member.id());
    }
}
