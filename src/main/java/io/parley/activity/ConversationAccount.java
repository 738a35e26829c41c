package io.parley.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation on a channel.
 *
 * @param id opaque and sometimes long; in a Teams channel it contains the thread ({@code 19:…@thread.tacv2;messageid=…})
 * @param isGroup absent means a chat of two
 * @param conversationType Teams: {@code personal}, {@code groupChat} or {@code channel}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversationAccount(
        String id,
        @Nullable Boolean isGroup,
        @Nullable String conversationType,
        @Nullable String tenantId,
        @Nullable String name) {

    private static final Set<String> SHARED_TYPES = Set.of("groupchat", "channel");

    public ConversationAccount {
        Fields.demandShort(id, conversationType, tenantId, name);
    }

    /** Whether more than one user may read this conversation. */
    public boolean shared() {
        return Boolean.TRUE.equals(isGroup)
                || SHARED_TYPES.contains(String.valueOf(conversationType).toLowerCase(Locale.ROOT));
    }
}
