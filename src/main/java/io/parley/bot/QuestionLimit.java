package io.parley.bot;

import io.netty.buffer.ByteBufUtil;
import io.parley.activity.Activity;
import org.jspecify.annotations.Nullable;

/** The limit of a question's length. Its text is held with the turn, sent to the model, and kept in history. */
record QuestionLimit(int maxBytes) {

    /** At most: a text that is short enough in UTF-16 units need not be measured. */
    private static final int BYTES_OF_UNIT = 3;

    boolean isExceededBy(@Nullable String text) {
        return text != null
                && text.length() > maxBytes / BYTES_OF_UNIT
                && (text.length() > maxBytes || ByteBufUtil.utf8Bytes(text) > maxBytes);
    }

    /** Returns the activity with so much of its text that the text still exceeds the limit. */
    Activity cut(Activity activity) {
        String text = activity.text();
        return text == null || text.length() <= maxBytes + 2
                ? activity
                : activity.withText(text.substring(0, end(text)));
    }

    /** Returns a position behind the limit that does not split a surrogate pair. */
    private int end(String text) {
        return Character.isHighSurrogate(text.charAt(maxBytes)) ? maxBytes + 2 : maxBytes + 1;
    }
}
