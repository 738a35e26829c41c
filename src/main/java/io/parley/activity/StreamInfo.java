package io.parley.activity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The position of an activity in a stream: a text that the channel shows while it is written. It is sent as an entity, for
 * Teams, and for Web Chat if it is the first entity; and in {@code channelData}, for Web Chat:
 *
 * <pre>{@code
 * "type": "typing",  {"streamType": "streaming", "streamSequence": 1}                     starts it; the answer's id names it
 * "type": "typing",  {"streamType": "streaming", "streamSequence": 2, "streamId": "1:abc"}
 * "type": "message", {"streamType": "final", "streamId": "1:abc"}
 * }</pre>
 *
 * <p>The documentation writes {@code streamInfo} in its text; {@code streaminfo} in its samples is what works. An activity
 * with two of these entities is treated as one without any (rule A9246 of the Activity protocol).
 *
 * @param streamId absent at the start, when it is not known yet
 * @param streamSequence starts at 1 and increases; absent at the end
 */
public record StreamInfo(
        String streamType,
        @Nullable String streamId,
        @Nullable Integer streamSequence) {

    public static StreamInfo streaming(@Nullable String streamId, int streamSequence) {
        return new StreamInfo("streaming", streamId, streamSequence);
    }

    /** Creates the position of a sentence about the progress, before the first text of the message itself. */
    public static StreamInfo informative() {
        return new StreamInfo("informative", null, 1);
    }

    public static StreamInfo last(String streamId) {
        return new StreamInfo("final", streamId, null);
    }

    /** Returns the activity with this position. */
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
