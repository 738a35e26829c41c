package io.parley.credentials;

import io.parley.registration.AppType;
import io.parley.registration.Cloud;
import io.parley.registration.RegistrationConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A registration in the form that settings give. */
record Registration(
        Optional<String> id, Optional<String> password, Optional<String> tenantId, AppType type, Cloud cloud)
        implements RegistrationConfig {

    static Registration of(
            @Nullable String id, @Nullable String password, @Nullable String tenantId, AppType type, Cloud cloud) {
        return new Registration(
                Optional.ofNullable(id), Optional.ofNullable(password), Optional.ofNullable(tenantId), type, cloud);
    }
}
