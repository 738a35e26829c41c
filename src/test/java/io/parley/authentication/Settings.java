package io.parley.authentication;

import io.parley.registration.AppType;
import io.parley.registration.Cloud;
import io.parley.registration.RegistrationConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The configuration of a bot under test; all other settings have their defaults. */
record Settings(
        Optional<String> id,
        Cloud cloud,
        Optional<String> tenantId,
        boolean unendorsedKeys,
        Optional<Boolean> entraTokens,
        Optional<Set<String>> entraTenants,
        Optional<Set<String>> allowedCallers,
        Optional<URI> connectorMetadata)
        implements RegistrationConfig, AuthenticationConfig {

    static final String APP_ID = "b1f2a3c4-0000-4000-8000-00000000b001";

    static Settings registered() {
        return registeredIn(Cloud.PUBLIC);
    }

    static Settings registeredIn(Cloud cloud) {
        return new Settings(
                Optional.of(APP_ID),
                cloud,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Settings withAppId(Optional<String> value) {
        return new Settings(
                value, cloud, tenantId, unendorsedKeys, entraTokens, entraTenants, allowedCallers, connectorMetadata);
    }

    Settings withUnendorsedKeys() {
        return new Settings(id, cloud, tenantId, true, entraTokens, entraTenants, allowedCallers, connectorMetadata);
    }

    Settings withEntraTokens() {
        return new Settings(
                id,
                cloud,
                tenantId,
                unendorsedKeys,
                Optional.of(true),
                entraTenants,
                allowedCallers,
                connectorMetadata);
    }

    Settings withOwnTenant(String tenant) {
        return new Settings(
                id,
                cloud,
                Optional.of(tenant),
                unendorsedKeys,
                entraTokens,
                entraTenants,
                allowedCallers,
                connectorMetadata);
    }

    Settings withTenants(String... tenants) {
        return new Settings(
                id,
                cloud,
                tenantId,
                unendorsedKeys,
                entraTokens,
                Optional.of(Set.of(tenants)),
                allowedCallers,
                connectorMetadata);
    }

    Settings withCallers(String... callers) {
        return new Settings(
                id,
                cloud,
                tenantId,
                unendorsedKeys,
                entraTokens,
                entraTenants,
                Optional.of(Set.of(callers)),
                connectorMetadata);
    }

    Settings withConnectorMetadata(String metadata) {
        return new Settings(
                id,
                cloud,
                tenantId,
                unendorsedKeys,
                entraTokens,
                entraTenants,
                allowedCallers,
                Optional.of(URI.create(metadata)));
    }

    @Override
    public Optional<URI> entraMetadata() {
        return Optional.empty();
    }

    @Override
    public Optional<String> password() {
        return Optional.empty();
    }

    @Override
    public AppType type() {
        return AppType.MULTI_TENANT;
    }

    @Override
    public Keys keys() {
        return new DefaultKeys();
    }

    static final class DefaultKeys implements Keys {

        @Override
        public Duration refreshAfter() {
            return Duration.ofHours(12);
        }

        @Override
        public Duration maximumAge() {
            return Duration.ofHours(24);
        }

        @Override
        public Duration keptFor() {
            return Duration.ofDays(5);
        }

        @Override
        public Duration cooldown() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(2);
        }
    }
}
