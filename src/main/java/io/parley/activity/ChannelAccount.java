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
        @Nullable String role) {}
