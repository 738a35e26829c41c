package io.parley.credentials;

import io.parley.ConfigMappings;
import io.parley.registration.AppType;
import io.parley.registration.Cloud;
import io.parley.registration.RegistrationConfig;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads registrations from settings. */
final class Registrations {

    private Registrations() {}

    /** Leaves unset what is null. */
    static RegistrationConfig of(
            @Nullable String id, @Nullable String password, @Nullable String tenantId, AppType type, Cloud cloud) {
        Map<String, String> settings = new HashMap<>(Map.of("type", type.name(), "cloud", cloud.name()));
        set(settings, "id", id);
        set(settings, "password", password);
        set(settings, "tenant-id", tenantId);
        return ConfigMappings.of(RegistrationConfig.class, settings);
    }

    private static void set(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
