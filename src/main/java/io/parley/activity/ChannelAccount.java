package io.parley.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * A user or a bot on a channel.
 *
 * @param id opaque, of any form (Teams: {@code 29:…} for users, {@code 28:…} for bots); unique within its channel only
 * @param name what people see; often absent
 * @param aadObjectId the user's object id in Entra, where the channel knows it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChannelAccount(
        @NotBlank String id,
        @Nullable String name,
        @Nullable String aadObjectId,
        @Nullable String role) {

    /** Teams and Skype put it before the ids of bots, though not in each place that names one. */
    private static final String BOT_PREFIX = "28:";

    public ChannelAccount {
        Fields.demandShort(id, name, aadObjectId, role);
    }

    /** Whether an id means this account. */
    public boolean isSameAs(@Nullable String accountId) {
        return accountId != null && withoutPrefix(id).equals(withoutPrefix(accountId));
    }

    private static String withoutPrefix(String accountId) {
        return accountId.startsWith(BOT_PREFIX) ? accountId.substring(BOT_PREFIX.length()) : accountId;
    }
}
