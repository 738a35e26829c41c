package io.parley.playground;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event for the page. It names its turn by the id of the turn's activity. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PlaygroundEvent.ToBot.class, name = "activity"),
    @JsonSubTypes.Type(value = PlaygroundEvent.FromBot.class, name = "activity"),
    @JsonSubTypes.Type(value = PlaygroundEvent.Delivery.class, name = "delivery"),
    @JsonSubTypes.Type(value = PlaygroundEvent.Step.class, name = "step"),
    @JsonSubTypes.Type(value = PlaygroundEvent.ToolCall.class, name = "step"),
    @JsonSubTypes.Type(value = PlaygroundEvent.Model.class, name = "step"),
    @JsonSubTypes.Type(value = PlaygroundEvent.Found.class, name = "step")
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
     * @param body of the response to an invoke
     */
    @RegisterForReflection
    record Delivery(
            long at,
            String turn,
            int delivery,
            int status,
            long millis,
            @Nullable String detail,
            @Nullable JsonNode body)
            implements PlaygroundEvent {

        static Delivery of(long begin, long end, DeliveryQueue.Delivery delivery, BotResponse response) {
            return new Delivery(
                    end,
                    delivery.turn(),
                    delivery.number(),
                    response.status(),
                    end - begin,
                    response.detail().orElse(null),
                    response.body().orElse(null));
        }
    }

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

    /**
     * A turn reached a step with a call of a tool.
     *
     * @param title names the tool to users
     * @param effect {@code read} or {@code write}; absent when there is no such tool
     * @param number {@code <round>/<number>} within the turn; empty while the call waits for consent
     * @param outcome empty before the end of the call
     */
    @RegisterForReflection
    record ToolCall(
            long at,
            String turn,
            String step,
            String tool,
            String title,
            @Nullable String effect,
            String number,
            String outcome)
            implements PlaygroundEvent {}

    /**
     * The model has answered a round, or has failed.
     *
     * @param input tokens; absent when the model does not count them
     * @param output tokens; absent when the model does not count them
     * @param calls that the model asks for
     * @param detail why it failed; absent when it answered
     */
    @RegisterForReflection
    record Model(
            long at,
            String turn,
            String step,
            @Nullable Long input,
            @Nullable Long output,
            List<Asked> calls,
            @Nullable String detail)
            implements PlaygroundEvent {}

    /**
     * What a search of a turn has found in the documents.
     *
     * @param passages the best first
     */
    @RegisterForReflection
    record Found(long at, String turn, String step, List<Passage> passages) implements PlaygroundEvent {}

    /**
     * A call that the model asks for.
     *
     * @param arguments as the model wrote them; absent outside development
     */
    @RegisterForReflection
    record Asked(String tool, @Nullable String arguments) {}

    /** A passage of a document. Scores compare the passages of one search. */
    @RegisterForReflection
    record Passage(String title, double score) {}
}
