package io.parley.playground;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** Something that the page shows. Each names the turn that it belongs to by the id of its activity. */
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

    /** In milliseconds since the epoch. */
    long at();

    /**
     * The channel is about to post an activity to the bot.
     *
     * @param delivery which time, from 1
     */
    @RegisterForReflection
    record ToBot(long at, String direction, String turn, int delivery, JsonNode activity) implements PlaygroundEvent {

        static ToBot of(long at, String turn, int delivery, JsonNode activity) {
            return new ToBot(at, "toBot", turn, delivery, activity);
        }
    }

    /**
     * What the bot answered to that.
     *
     * @param status of HTTP; 0 where there was no answer
     * @param detail why the activity was not taken
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
     * @param turn absent where none is under way
     * @param status what the channel answered
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
     * Something happened in a turn.
     *
     * @param messages of how many the answer consists; absent where that is not said
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
