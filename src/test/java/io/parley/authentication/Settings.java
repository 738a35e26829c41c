package io.parley.authentication;

import io.parley.ConfigMappings;
import io.parley.registration.Cloud;
import io.parley.registration.RegistrationConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * The configuration of a bot under test. What is not set has its default.
 *
 * @param registration settings of {@link RegistrationConfig}, by their names
 * @param authentication settings of {@link AuthenticationConfig}, by their names
 */
record Settings(Map<String, String> registration, Map<String, String> authentication) {

    static final String APP_ID = "b1f2a3c4-0000-4000-8000-00000000b001";

    static Settings registered() {
        return unregistered().withAppId(APP_ID);
    }

    static Settings registeredIn(Cloud cloud) {
        return registered().registration("cloud", cloud.name());
    }

    static Settings unregistered() {
        return new Settings(Map.of(), Map.of());
    }

    static SigningKeysConfig keys() {
        return unregistered().authenticationConfig().keys();
    }

    Settings withAppId(String id) {
        return registration("id", id);
    }

    Settings withUnendorsedKeys() {
        return authentication("unendorsed-keys", "true");
    }

    Settings withEntraTokens() {
        return authentication("entra-tokens", "true");
    }

    Settings withOwnTenant(String tenant) {
        return registration("tenant-id", tenant);
    }

    Settings withTenants(String... tenants) {
        return authentication("entra-tenants", String.join(",", tenants));
    }

    Settings withCallers(String... callers) {
        return authentication("allowed-callers", String.join(",", callers));
    }

    Settings withConnectorMetadata(String metadata) {
        return authentication("connector-metadata", metadata);
    }

    RegistrationConfig registrationConfig() {
        return ConfigMappings.of(RegistrationConfig.class, registration);
    }

    AuthenticationConfig authenticationConfig() {
        return ConfigMappings.of(AuthenticationConfig.class, authentication);
    }

    private Settings registration(String name, String value) {
        return new Settings(with(registration, name, value), authentication);
    }

    private Settings authentication(String name, String value) {
        return new Settings(registration, with(authentication, name, value));
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return more;
    }
}
