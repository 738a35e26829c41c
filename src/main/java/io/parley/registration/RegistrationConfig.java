package io.parley.registration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The bot's registration with Azure. */
@ConfigMapping(prefix = "parley.app")
public interface RegistrationConfig {

    /**
     * {@code MICROSOFT_APP_ID}: the application (client) id. Required in production: every token that the bot accepts has it
     * as audience.
     */
    Optional<String> id();

    /**
     * {@code MICROSOFT_APP_PASSWORD}: the client secret; never logged. Not needed with another credential, and not allowed
     * for {@code UserAssignedMSI}.
     */
    Optional<String> password();

    /** {@code MICROSOFT_APP_TENANT_ID}: the home tenant. Required for {@code SingleTenant}. */
    Optional<String> tenantId();

    /** {@code MICROSOFT_APP_TYPE}: {@code SingleTenant}, {@code MultiTenant} or {@code UserAssignedMSI}. */
    @WithDefault("MultiTenant")
    @WithConverter(RegistrationConverters.ToAppType.class)
    AppType type();

    /** {@code PARLEY_CLOUD}: {@code public}, {@code us-government} or {@code china}. */
    @WithDefault("public")
    @WithConverter(RegistrationConverters.ToCloud.class)
    Cloud cloud();
}
