package io.parley.connector;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The reason why Teams rejects an activity of a stream. All reasons have the same status and code and differ only in the
 * message:
 *
 * <pre>{@code
 * 403 {"error":{"code":"ContentStreamNotAllowed","message":"Content stream was canceled by user."}}
 * }</pre>
 */
enum StreamRefusal {
    CANCELLED("cancel"),
    OVERDUE("exceeded streaming time"),
    COMPLETED("already completed"),
    OTHER("");

    private static final String CODE = "ContentStreamNotAllowed";

    private final String words;

    StreamRefusal(String words) {
        this.words = words;
    }

    /** Returns absent if the rejection is not about a stream. */
    static @Nullable StreamRefusal of(@Nullable String code, String message) {
        if (!CODE.equals(code)) {
            return null;
        }
        String said = message.toLowerCase(Locale.ROOT);
        for (StreamRefusal refusal : values()) {
            if (said.contains(refusal.words)) {
                return refusal;
            }
        }
        return OTHER;
    }

    boolean isWhy(Throwable failure) {
        return failure instanceof ConnectorException.Rejected rejected && rejected.refusal() == this;
    }
}
