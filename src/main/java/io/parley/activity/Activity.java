package io.parley.activity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One activity of the Activity protocol, inbound or outbound: a message or an event in a conversation. Contains the fields
 * that the bot reads or writes; unknown ones are accepted and dropped. Parts whose size the sender chooses are read up to a
 * limit ({@link Excerpts}). Other fields must be short; a longer one is refused.
 *
 * <p>{@code ActivityBuilder} is generated from the fields below, so a new field is one line here.
 *
 * <p>Identifiers are opaque text, never UUIDs. {@code timestamp} is kept as text: channels send up to seven fractional
 * digits, and nothing here computes with it.
 *
 * @param serviceUrl the address for replies, for example {@code https://smba.trafficmanager.net/amer/}; may contain a path
 * @param text absent in a card's submit and in a message that is only a file
 * @param value a card's input, or the argument of an invoke or an event
 * @param deliveryMode {@code expectReplies} requests the answer in the HTTP response
 * @param callerId names the other bot that sent it; the sender's own value is replaced ({@link #calledBy})
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
@RecordBuilder
@RecordBuilder.Options(
        enableGetters = false,
        enableWither = false,
        addStaticBuilder = false,
        inheritComponentAnnotations = false)
public record Activity(
        String type,
        @Nullable String id,
        @Nullable String timestamp,
        @Nullable String serviceUrl,
        String channelId,
        ChannelAccount from,
        ConversationAccount conversation,
        @Nullable ChannelAccount recipient,
        @Nullable String replyToId,
        @Nullable String name,
        @Nullable String text,
        @Nullable String textFormat,
        @Nullable String locale,
        @Nullable String inputHint,
        @Nullable String deliveryMode,
        @Nullable String action,
        @Nullable String callerId,

        @JsonDeserialize(using = Excerpts.OfValue.class) @Nullable
        JsonNode value,

        @JsonDeserialize(using = Excerpts.OfAccounts.class) @Nullable
        List<ChannelAccount> membersAdded,

        @JsonDeserialize(using = Excerpts.OfAccounts.class) @Nullable
        List<ChannelAccount> membersRemoved,

        @JsonDeserialize(using = Excerpts.OfEntities.class) @Nullable
        List<Entity> entities,

        @JsonDeserialize(using = Excerpts.OfAttachments.class) @Nullable
        List<Attachment> attachments,

        @JsonDeserialize(using = Excerpts.OfChannelData.class) @Nullable
        JsonNode channelData) {

    /** The limit of mentions: a text is searched for each of them, and a body may contain thousands. */
    private static final int MOST_MENTIONS = 100;

    /** Drops nulls in lists, accounts without an id, and blank ids, like unknown fields. */
    public Activity {
        Fields.demandShort(
                type,
                id,
                timestamp,
                serviceUrl,
                channelId,
                replyToId,
                name,
                textFormat,
                locale,
                inputHint,
                deliveryMode,
                action,
                callerId);
        id = Invisible.absentIfBlank(id);
        serviceUrl = Invisible.absentIfBlank(serviceUrl);
        replyToId = Invisible.absentIfBlank(replyToId);
        recipient = Present.account(recipient);
        membersAdded = Present.accounts(membersAdded);
        membersRemoved = Present.accounts(membersRemoved);
        entities = Present.elements(entities);
        attachments = Present.elements(attachments);
    }

    public boolean is(String activityType) {
        return type.equals(activityType);
    }

    /** Whether the sender waits for the answer in the HTTP response, so that nothing is posted to the serviceUrl. */
    @JsonIgnore
    public boolean expectsReplies() {
        return "expectReplies".equals(deliveryMode);
    }

    /** Whether the sender waits for the result of the turn: an invoke is answered with the HTTP response as well. */
    @JsonIgnore
    public boolean isAwaited() {
        return expectsReplies() || is(ActivityTypes.INVOKE);
    }

    /**
     * Whether this message is the press of a button that came as an invoke: its sender waits for the result, beside the messages
     * that are posted.
     */
    @JsonIgnore
    public boolean isPress() {
        return is(ActivityTypes.MESSAGE) && ActivityTypes.CARD_ACTION.equals(name) && !expectsReplies();
    }

    /** Whether a request waits for the end of the turn, also while messages are posted. */
    @JsonIgnore
    public boolean hasWaitingRequest() {
        return isAwaited() || isPress();
    }

    /** Returns where an answer to this activity goes. */
    @JsonIgnore
    public ConversationReference reference() {
        return new ConversationReference(
                is(ActivityTypes.MESSAGE) ? answeredId() : null,
                channelId,
                serviceUrl,
                conversation,
                recipient,
                from,
                locale,
                expectsReplies() ? null : callerId);
    }

    /** The press of a button that came as an invoke has no message of its own: its answer belongs to the button's. */
    private @Nullable String answeredId() {
        return name == null ? id : replyToId;
    }

    /**
     * Returns this activity with one more entity, before all others, and more fields in its channelData.
     *
     * @param fields that it does not have yet
     */
    public Activity with(Entity entity, ObjectNode fields) {
        ObjectNode data =
                channelData instanceof ObjectNode own ? own.deepCopy() : JsonNodeFactory.instance.objectNode();
        List<Entity> others = entities == null ? List.of() : entities;
        return ActivityBuilder.builder(this)
                .entities(Stream.concat(Stream.of(entity), others.stream()).toList())
                .channelData(data.setAll(fields))
                .build();
    }

    /** Returns the message that an edit results in. A deletion is returned unchanged: there is no message any more. */
    public Activity inPlaceOfMessage() {
        return is(ActivityTypes.MESSAGE_UPDATE)
                ? ActivityBuilder.builder(this).type(ActivityTypes.MESSAGE).build()
                : this;
    }

    /** Returns this activity with another text. */
    public Activity withText(String other) {
        return ActivityBuilder.builder(this).text(other).build();
    }

    /**
     * Returns this activity as one that another bot sent, or that none did.
     *
     * @param application the id of that bot's application, proved by its token
     */
    public Activity calledBy(@Nullable String application) {
        String other = CallerId.of(application);
        return Objects.equals(callerId, other)
                ? this
                : ActivityBuilder.builder(this).callerId(other).build();
    }

    /** Returns the application of the other bot that this activity came from or goes to. */
    @JsonIgnore
    public Optional<String> callingApplication() {
        return Optional.ofNullable(callerId).map(CallerId::application);
    }

    /** Returns this message with its text alone, without markup, entities and attachments. */
    public Activity plain() {
        return ActivityBuilder.builder(this)
                .textFormat("plain")
                .entities(null)
                .attachments(null)
                .channelData(null)
                .build();
    }

    /** Returns the part of the channelData at a JSON pointer; a missing node if there is none. */
    public JsonNode channelDataAt(String pointer) {
        return channelData == null ? MissingNode.getInstance() : channelData.at(pointer);
    }

    /** Returns the mentions in the text, including those of the bot; if there are very many, the first of them. */
    @JsonIgnore
    public List<Entity.Mention> mentions() {
        List<Entity.Mention> mentions = new ArrayList<>();
        for (Entity entity : entities == null ? List.<Entity>of() : entities) {
            if (mentions.size() < MOST_MENTIONS) {
                entity.mention().ifPresent(mentions::add);
            }
        }
        return List.copyOf(mentions);
    }

    /** Returns the names of the required fields that are absent or blank, in the order of the alphabet. */
    @JsonIgnore
    public List<String> missing() {
        return RequiredFields.missing(this);
    }

    /** Whether a mention names the receiver of this activity: the bot. Only the id decides, no name does. */
    public boolean addresses(Entity.Mention mention) {
        return isForBot(mention.accountId());
    }

    /** Whether an id is that of the receiver of this activity: the bot. */
    public boolean isForBot(@Nullable String accountId) {
        return recipient != null && recipient.isSameAs(accountId);
    }
}
