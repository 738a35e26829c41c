package io.parley.activity;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Drops what counts as absent in an activity: nulls in lists, and accounts without an id. */
final class Present {

    private Present() {}

    /** Returns the list itself if it is immutable and has no nulls. */
    static <T> @Nullable List<T> elements(@Nullable List<T> list) {
        if (list == null) {
            return null;
        }
        return hasNulls(list) ? list.stream().filter(Objects::nonNull).toList() : List.copyOf(list);
    }

    private static boolean hasNulls(List<?> list) {
        for (Object element : list) {
            if (element == null) {
                return true;
            }
        }
        return false;
    }

    static @Nullable List<ChannelAccount> accounts(@Nullable List<ChannelAccount> accounts) {
        List<ChannelAccount> present = elements(accounts);
        return present == null
                ? null
                : present.stream().filter(account -> !isNameless(account)).toList();
    }

    static @Nullable ChannelAccount account(@Nullable ChannelAccount account) {
        return account == null || isNameless(account) ? null : account;
    }

    private static boolean isNameless(ChannelAccount account) {
        return Invisible.isBlank(account.id());
    }
}
