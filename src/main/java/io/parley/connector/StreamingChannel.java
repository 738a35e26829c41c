package io.parley.connector;

import io.parley.activity.ConversationReference;
import java.time.Duration;
import java.util.Optional;

/** The channels that show a text while it is written, and what each asks of a stream. Elsewhere a text comes whole. */
enum StreamingChannel {

    /**
     * One request a second, and its documentation recommends to collect text for 1.5 to 2 s. A stream's text may only grow,
     * and has to end within two minutes. Chats of two only.
     */
    TEAMS(Duration.ofMillis(1500), Duration.ofSeconds(1), Optional.of(Duration.ofMinutes(2)), false),

    /** States no limits; the interval is that of Microsoft's SDKs. The text that comes last replaces all before. */
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

    /** From an answer to the next update. From there rather than from the request, so that a slow one is not overtaken. */
    Duration updateInterval() {
        return updateInterval;
    }

    /** From an answer to the end of the stream, at the least. */
    Duration finalInterval() {
        return finalInterval;
    }

    boolean isOver(Duration age) {
        return timeLimit.filter(limit -> age.compareTo(limit) >= 0).isPresent();
    }

    /** Whether a stream has to end now, to end in time. */
    boolean isNearlyOver(Duration age) {
        return timeLimit
                .filter(limit -> age.compareTo(limit.minus(TIME_TO_END)) >= 0)
                .isPresent();
    }

    /** Whether a stream whose user has seen one text may end with another. */
    boolean mayEnd(String shown, String text) {
        return replacesText || text.startsWith(shown);
    }
}
