package io.parley.activity;

import org.jspecify.annotations.Nullable;

/** The callerId of an activity that another bot sent: {@code urn:botframework:aadappid:<id of its application>}. */
final class CallerId {

    private static final String PREFIX = "urn:botframework:aadappid:";

    private CallerId() {}

    static @Nullable String of(@Nullable String application) {
        return application == null ? null : PREFIX + application;
    }

    static String application(String callerId) {
        return callerId.startsWith(PREFIX) ? callerId.substring(PREFIX.length()) : callerId;
    }
}
