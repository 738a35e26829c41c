package io.parley.registration;

import java.net.URI;

/**
 * A cloud of Azure: the addresses of its sign-in service and its Bot Connector, and the issuers and resources of their
 * tokens.
 *
 * <p>GCC (not GCC High) uses the public cloud; only its serviceUrls differ.
 */
public enum Cloud {
    PUBLIC(
            "https://login.botframework.com/v1/.well-known/openidconfiguration",
            "https://api.botframework.com",
            "https://login.microsoftonline.com",
            "botframework.com",
            "https://api.botframework.com",
            "https://cognitiveservices.azure.com",
            "api://AzureADTokenExchange"),
    US_GOVERNMENT(
            "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
            "https://api.botframework.us",
            "https://login.microsoftonline.us",
            "MicrosoftServices.onmicrosoft.us",
            "https://api.botframework.us",
            "https://cognitiveservices.azure.us",
            "api://AzureADTokenExchangeUSGov"),
    CHINA(
            "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
            "https://api.botframework.azure.cn",
            "https://login.partner.microsoftonline.cn",
            "microsoftservices.partner.onmschina.cn",
            "https://api.botframework.azure.cn",
            "https://cognitiveservices.azure.cn",
            "api://AzureADTokenExchangeChina");

    private final URI connectorMetadata;
    private final String connectorIssuer;
    private final URI authority;
    private final String multiTenantTenant;
    private final String connectorResource;
    private final String modelResource;
    private final String tokenExchangeResource;

    Cloud(
            String connectorMetadata,
            String connectorIssuer,
            String authority,
            String multiTenantTenant,
            String connectorResource,
            String modelResource,
            String tokenExchangeResource) {
        this.connectorMetadata = URI.create(connectorMetadata);
        this.connectorIssuer = connectorIssuer;
        this.authority = URI.create(authority);
        this.multiTenantTenant = multiTenantTenant;
        this.connectorResource = connectorResource;
        this.modelResource = modelResource;
        this.tokenExchangeResource = tokenExchangeResource;
    }

    /** The OpenID metadata of the Bot Connector. Its last segment has no hyphen, unlike Entra's. */
    public URI connectorMetadata() {
        return connectorMetadata;
    }

    /** The {@code iss} of the Bot Connector's tokens. */
    public String connectorIssuer() {
        return connectorIssuer;
    }

    /** Entra's base address, without a path. */
    public URI authority() {
        return authority;
    }

    /** The tenant at which a multi-tenant bot requests its tokens. */
    public String multiTenantTenant() {
        return multiTenantTenant;
    }

    /** The resource of tokens for the Bot Connector, without {@code /.default}. */
    public String connectorResource() {
        return connectorResource;
    }

    /** The resource of tokens for Azure OpenAI, without {@code /.default}. */
    public String modelResource() {
        return modelResource;
    }

    /**
     * The resource of a managed identity's token that serves as assertion for an application with a federated credential.
     */
    public String tokenExchangeResource() {
        return tokenExchangeResource;
    }
}
