package io.parley.activity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields without which an activity cannot be answered. Four comparisons cost less than a validator that walks the activity. */
final class RequiredFields {

    private RequiredFields() {}

    /** Returns the names of those that are absent or blank, in the order of the alphabet. */
    static List<String> missing(Activity activity) {
        List<String> missing = new ArrayList<>(0);
        demand(missing, "channelId", activity.channelId());
        if (activity.conversation() == null) {
            missing.add("conversation");
        } else {
            demand(missing, "conversation.id", activity.conversation().id());
        }
        if (activity.from() == null) {
            missing.add("from");
        } else {
            demand(missing, "from.id", activity.from().id());
        }
        demand(missing, "type", activity.type());
        return missing;
    }

    private static void demand(List<String> missing, String name, @Nullable String value) {
        if (value == null || value.trim().isEmpty()) {
            missing.add(name);
        }
    }
}
