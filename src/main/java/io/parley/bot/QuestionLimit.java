package io.parley.bot;

import io.netty.buffer.ByteBufUtil;
import io.parley.activity.Activity;
import org.jspecify.annotations.Nullable;

/** How long a question may be. Its text is held with the turn, shown to the model, and kept in history. */
record QuestionLimit(int maxBytes) {

    boolean isExceededBy(@Nullable String text) {
        return text != null && (text.length() > maxBytes || ByteBufUtil.utf8Bytes(text) > maxBytes);
    }

    /** The same activity with no more of its text than shows that there is too much of it. */
    Activity cut(Activity activity) {
        String text = activity.text();
        return text == null || text.length() <= maxBytes + 2
                ? activity
                : activity.withText(text.substring(0, end(text)));
    }

    /** Behind the limit, and not within a pair of surrogates. */
    private int end(String text) {
        return Character.isHighSurrogate(text.charAt(maxBytes)) ? maxBytes + 2 : maxBytes + 1;
    }
}
