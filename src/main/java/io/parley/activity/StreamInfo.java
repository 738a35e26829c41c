package io.parley.activity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The place of an activity in a stream: a text that the channel shows while it is written. Told as an entity, which Teams
 * reads and Web Chat where it is the first one, and in {@code channelData}, which Web Chat reads as well:
 *
 * <pre>{@code
 * "type": "typing",  {"streamType": "streaming", "streamSequence": 1}                     starts it; the answer's id names it
 * "type": "typing",  {"streamType": "streaming", "streamSequence": 2, "streamId": "1:abc"}
 * "type": "message", {"streamType": "final", "streamId": "1:abc"}
 * }</pre>
 *
 * <p>Documentation says {@code streamInfo} in its prose; what works is its samples' {@code streaminfo}. An activity with two
 * of these entities is taken for one with none (rule A9246 of the Activity protocol).
 *
 * @param streamId absent at the start, where it is not known yet
 * @param streamSequence from 1, more each time; absent at the end
 */
public record StreamInfo(
        String streamType,
        @Nullable String streamId,
        @Nullable Integer streamSequence) {

    public static StreamInfo streaming(@Nullable String streamId, int streamSequence) {
        return new StreamInfo("streaming", streamId, streamSequence);
    }

    /** A text that says what is going on, before the first of the message itself. */
    public static StreamInfo informative() {
        return new StreamInfo("informative", null, 1);
    }

    public static StreamInfo last(String streamId) {
        return new StreamInfo("final", streamId, null);
    }

    /** The activity at this place. */
    public Activity on(Activity activity) {
        ObjectNode entity = JsonNodeFactory.instance.objectNode().put("type", "streaminfo");
        return activity.with(new Entity(entity.setAll(fields())), fields());
    }

    private ObjectNode fields() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode().put("streamType", streamType);
        if (streamId != null) {
            fields.put("streamId", streamId);
        }
        if (streamSequence != null) {
            fields.put("streamSequence", streamSequence);
        }
        return fields;
    }
}
