package io.parley.playground;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** An event for the page. It names its turn by the id of the turn's activity. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PlaygroundEvent.ToBot.class, name = "activity"),
    @JsonSubTypes.Type(value = PlaygroundEvent.FromBot.class, name = "activity"),
    @JsonSubTypes.Type(value = PlaygroundEvent.Delivery.class, name = "delivery"),
    @JsonSubTypes.Type(value = PlaygroundEvent.Step.class, name = "step")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
sealed interface PlaygroundEvent {

    /** Returns the time in milliseconds since the epoch. */
    long at();

    /**
     * The channel is about to post an activity to the bot.
     *
     * @param delivery the number of this delivery of the activity, from 1
     */
    @RegisterForReflection
    record ToBot(long at, String direction, String turn, int delivery, JsonNode activity) implements PlaygroundEvent {

        static ToBot of(long at, String turn, int delivery, JsonNode activity) {
            return new ToBot(at, "toBot", turn, delivery, activity);
        }
    }

    /**
     * The bot responded to a delivery.
     *
     * @param status the HTTP status; 0 without a response
     * @param detail why the bot did not accept the activity
     */
    @RegisterForReflection
    record Delivery(
            long at,
            String turn,
            int delivery,
            int status,
            long millis,
            @Nullable String detail) implements PlaygroundEvent {}

    /**
     * The bot called the channel.
     *
     * @param turn absent when no turn is running
     * @param status the channel's response
     * @param messageId the message that the activity begins, continues or replaces
     */
    @RegisterForReflection
    record FromBot(
            long at,
            String direction,
            @Nullable String turn,
            String method,
            String path,
            int status,
            String messageId,
            JsonNode activity)
            implements PlaygroundEvent {

        static FromBot of(long at, @Nullable String turn, Call call, int status, String messageId) {
            return new FromBot(at, "fromBot", turn, call.method(), call.path(), status, messageId, call.activity());
        }
    }

    /**
     * A turn reached a step.
     *
     * @param messages the number of messages of the answer; absent if unknown
     */
    @RegisterForReflection
    record Step(
            long at,
            String turn,
            String step,
            int attempt,
            @Nullable Integer messages,
            @Nullable String detail) implements PlaygroundEvent {}
}
