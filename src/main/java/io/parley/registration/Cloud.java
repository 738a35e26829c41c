package io.parley.registration;

import java.net.URI;

/**
 * A sovereign cloud: where its sign-in service and its Bot Connector are, and what their tokens say.
 *
 * <p>GCC (not GCC High) is the public cloud here; only its serviceUrls differ.
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

    /** The OpenID metadata of the Bot Connector. One word, no hyphen, unlike Entra's. */
    public URI connectorMetadata() {
        return connectorMetadata;
    }

    /** {@code iss} of the tokens that the Bot Connector presents. */
    public String connectorIssuer() {
        return connectorIssuer;
    }

    /** Entra's base address, without a path. */
    public URI authority() {
        return authority;
    }

    /** The tenant at which a multi-tenant bot asks for its tokens. */
    public String multiTenantTenant() {
        return multiTenantTenant;
    }

    /** The resource whose token the Bot Connector accepts, without {@code /.default}. */
    public String connectorResource() {
        return connectorResource;
    }

    /** The resource whose token Azure OpenAI accepts, without {@code /.default}. */
    public String modelResource() {
        return modelResource;
    }

    /** The resource whose token, of a managed identity, is an assertion of an application that trusts the identity. */
    public String tokenExchangeResource() {
        return tokenExchangeResource;
    }
}
