package io.parley.authentication;

import io.parley.registration.Cloud;
import io.parley.registration.RegistrationConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The trusted issuers of Entra, each with its tenant. Entra signs for all tenants of a cloud with the same keys, so only
 * this fixed list keeps other tenants out.
 */
final class EntraIssuers {

    private static final String BOT_FRAMEWORK = "d6d49420-f39b-4df7-a1dc-d59a935871db";
    private static final String MICROSOFT_SERVICES = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";
    private static final String BOT_SERVICE = "69e9b82d-4842-4902-8d1e-abc5b98a55e8";
    private static final String US_GOVERNMENT_BOT_SERVICE = "cab8a31a-1906-4287-a0d8-4eef66b95f6e";
    private static final String CHINA_AUTHORITY_PATH = "0b4a31a2-c1a0-475d-b363-5f26668660a3";

    private final Cloud cloud;
    private final Map<String, String> tenantsByIssuer = new HashMap<>();

    EntraIssuers(Cloud cloud, Set<String> ownTenants) {
        this.cloud = cloud;
        trustBotService();
        ownTenants.forEach(this::trust);
    }

    /** Trusts the tenants of the configuration, and the bot's own. */
    static EntraIssuers of(RegistrationConfig registration, AuthenticationConfig config) {
        Set<String> tenants = new HashSet<>(config.entraTenants().orElse(Set.of()));
        registration.tenantId().filter(tenant -> !tenant.isBlank()).ifPresent(tenants::add);
        return new EntraIssuers(registration.cloud(), tenants);
    }

    /** Returns the tenant of a trusted issuer; empty for any other issuer. */
    Optional<String> tenant(String issuer) {
        return Optional.ofNullable(tenantsByIssuer.get(issuer));
    }

    /** Returns the address of the OpenID metadata with Entra's keys for a cloud. */
    static URI metadata(Cloud cloud) {
        String tenant =
                switch (cloud) {
                    case PUBLIC -> "/common/v2.0";
                    case US_GOVERNMENT -> "/" + US_GOVERNMENT_BOT_SERVICE + "/v2.0";
                    case CHINA -> "/a55a4d5b-9241-49b1-b4ff-befa8db00269";
                };
        return cloud.authority().resolve(tenant + "/.well-known/openid-configuration");
    }

    private void trustBotService() {
        switch (cloud) {
            case PUBLIC ->
                Set.of(BOT_FRAMEWORK, MICROSOFT_SERVICES, BOT_SERVICE).forEach(this::trust);
            case US_GOVERNMENT -> trustUsGovernmentBotService();
            case CHINA -> {
                // No tenants of the Bot Service in China are known.
            }
        }
    }

    private void trustUsGovernmentBotService() {
        trust(US_GOVERNMENT_BOT_SERVICE);
        // In this cloud, the issuer of this tenant's version 1 tokens is not sts.windows.net.
        tenantsByIssuer.put(cloud.authority() + "/" + MICROSOFT_SERVICES + "/", MICROSOFT_SERVICES);
        tenantsByIssuer.put(cloud.authority() + "/" + MICROSOFT_SERVICES + "/v2.0", MICROSOFT_SERVICES);
    }

    private void trust(String tenant) {
        tenantsByIssuer.put("https://sts.windows.net/" + tenant + "/", tenant);
        tenantsByIssuer.put(cloud.authority() + "/" + tenant + "/v2.0", tenant);
        if (cloud == Cloud.CHINA) {
            tenantsByIssuer.put(cloud.authority() + "/" + CHINA_AUTHORITY_PATH + "/" + tenant + "/v2.0", tenant);
        }
    }
}
