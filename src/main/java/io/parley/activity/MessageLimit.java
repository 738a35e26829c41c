package io.parley.activity;

import java.util.Map;

/** The longest text that a channel takes in one message, in UTF-16 units. */
final class MessageLimit {

    /**
     * Teams refuses more than about 100 KB, and most channels refuse bodies above 256 KiB. Slack cuts what it shows, and some
     * channels have their own limits. Webex counts bytes.
     */
    private static final int USUAL = 40_000;

    private static final Map<String, Integer> OF_CHANNELS = Map.of(
            "slack",
            4_000,
            "telegram",
            4_096,
            "line",
            5_000,
            "facebook",
            2_000,
            "sms",
            1_600,
            "groupme",
            1_000,
            "webex",
            2_400);

    private MessageLimit() {}

    static int of(String channel) {
        return OF_CHANNELS.getOrDefault(channel, USUAL);
    }
}
