package io.parley.connector;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why Teams refuses an activity of a stream. All of these have one status and one code; only the message tells them apart:
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

    /** Absent where it is no refusal of a stream. */
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
