package io.parley.connector;

import io.parley.activity.ConversationReference;
import java.time.Duration;
import java.util.Optional;

/**
 * The channels that show a text while it is written, with their limits for a stream. Other channels get the complete text.
 */
enum StreamingChannel {

    /**
     * Allows one request a second; its documentation recommends collecting text for 1.5 to 2 s. The text of a stream may
     * only grow, and the stream must end within two minutes. Only in chats of two.
     */
    TEAMS(Duration.ofMillis(1500), Duration.ofSeconds(1), Optional.of(Duration.ofMinutes(2)), false),

    /** Documents no limits; the interval is the one of Microsoft's SDKs. The last text replaces all earlier ones. */
    DIRECT_LINE(Duration.ofMillis(500), Duration.ZERO, Optional.empty(), true);

    private static final Duration TIME_TO_END = Duration.ofSeconds(15);

    private final Duration updateInterval;
    private final Duration finalInterval;
    private final Optional<Duration> timeLimit;
    private final boolean replacesText;

    StreamingChannel(
            Duration updateInterval, Duration finalInterval, Optional<Duration> timeLimit, boolean replacesText) {
        this.updateInterval = updateInterval;
        this.finalInterval = finalInterval;
        this.timeLimit = timeLimit;
        this.replacesText = replacesText;
    }

    static Optional<StreamingChannel> of(ConversationReference conversation) {
        if (conversation.conversation().shared()) {
            return Optional.empty();
        }
        return switch (conversation.channelId()) {
            case "msteams" ->
                "personal".equals(conversation.conversation().conversationType())
                        ? Optional.of(TEAMS)
                        : Optional.empty();
            case "webchat", "directline" -> Optional.of(DIRECT_LINE);
            default -> Optional.empty();
        };
    }

    /**
     * Returns the time from a response to the next update. It counts from the response, so that no update overtakes a slow
     * one.
     */
    Duration updateInterval() {
        return updateInterval;
    }

    /** Returns the minimum time from a response to the end of the stream. */
    Duration finalInterval() {
        return finalInterval;
    }

    boolean isOver(Duration age) {
        return timeLimit.filter(limit -> age.compareTo(limit) >= 0).isPresent();
    }

    /** Whether a stream must end now to end in time. */
    boolean isNearlyOver(Duration age) {
        return timeLimit
                .filter(limit -> age.compareTo(limit.minus(TIME_TO_END)) >= 0)
                .isPresent();
    }

    /** Whether a stream with a shown text may end with another text. */
    boolean mayEnd(String shown, String text) {
        return replacesText || text.startsWith(shown);
    }
}
