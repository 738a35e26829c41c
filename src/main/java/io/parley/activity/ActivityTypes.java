package io.parley.activity;

/** The activity types that the bot distinguishes. Types are compared ordinally; others are accepted and ignored. */
public final class ActivityTypes {
    public static final String MESSAGE = "message";
    public static final String CONVERSATION_UPDATE = "conversationUpdate";
    public static final String EVENT = "event";
    public static final String INVOKE = "invoke";
    public static final String TYPING = "typing";
    public static final String INSTALLATION_UPDATE = "installationUpdate";
    public static final String MESSAGE_UPDATE = "messageUpdate";
    public static final String MESSAGE_DELETE = "messageDelete";
    public static final String END_OF_CONVERSATION = "endOfConversation";

    /** The name of an invoke: the press of a button of an Adaptive Card, an {@code Action.Execute}. */
    public static final String CARD_ACTION = "adaptiveCard/action";

    private ActivityTypes() {}
}
