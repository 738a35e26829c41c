package io.parley.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A user or a bot on a channel.
 *
 * @param id opaque, of any form (Teams: {@code 29:…} for users, {@code 28:…} for bots); unique only within its channel
 * @param name the display name; often absent
 * @param aadObjectId the user's object id in Entra, if the channel knows it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChannelAccount(
        String id,
        @Nullable String name,
        @Nullable String aadObjectId,
        @Nullable String role) {

    /** Teams and Skype put it before the ids of bots, but not everywhere. */
    private static final String BOT_PREFIX = "28:";

    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    public ChannelAccount {
        Fields.demandShort(id, name, aadObjectId, role);
    }

    /** Whether an id is this account's. Ids are compared exactly, except UUIDs, which are compared without case. */
    public boolean isSameAs(@Nullable String accountId) {
        if (accountId == null) {
            return false;
        }
        String own = withoutPrefix(id);
        String other = withoutPrefix(accountId);
        return own.equals(other)
                || (own.equalsIgnoreCase(other) && UUID.matcher(own).matches());
    }

    private static String withoutPrefix(String accountId) {
        String stripped = accountId.strip();
        return stripped.startsWith(BOT_PREFIX) ? stripped.substring(BOT_PREFIX.length()) : stripped;
    }
}
