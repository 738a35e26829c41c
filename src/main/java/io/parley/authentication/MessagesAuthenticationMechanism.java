package io.parley.authentication;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.parley.http.Loopback;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Identifies the {@link Caller} of a request to the bot's messaging endpoint. Other requests get no identity. The identity
 * says who sends the request; {@link Caller#authorize} decides whether the caller may send its activity.
 */
@Singleton
class MessagesAuthenticationMechanism implements HttpAuthenticationMechanism {

    private static final String PATH = "/api/messages";

    private final Authenticator authenticator;

    MessagesAuthenticationMechanism(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identityProviders) {
        if (!isForMessages(context)) {
            return Uni.createFrom().nullItem();
        }
        return authenticator
                .authenticate(context.request().headers().getAll(HttpHeaders.AUTHORIZATION))
                .invoke(caller -> demandNearby(context, caller))
                .map(MessagesAuthenticationMechanism::identity)
                .emitOn(eventLoopOf(context));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        String challenge = context.request().headers().contains(HttpHeaders.AUTHORIZATION)
                ? TokenRejectedException.INVALID_TOKEN
                : TokenRejectedException.MISSING_TOKEN;
        return Uni.createFrom()
                .item(new ChallengeData(
                        HttpResponseStatus.UNAUTHORIZED.code(), HttpHeaderNames.WWW_AUTHENTICATE, challenge));
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
    }

    /** Returns none: this class creates the identity itself, without a provider. */
    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    /**
     * Rejects a caller from another machine that has no registration, regardless of the address on which the application
     * listens.
     */
    private static void demandNearby(RoutingContext context, Caller caller) {
        if (caller.kind().isNearby()
                && !Loopback.isAddress(context.request().remoteAddress().hostAddress())) {
            throw TokenRejectedException.because("Such a caller must be on this machine.");
        }
    }

    /** Matches the endpoint's path with and without a slash at its end. */
    private static boolean isForMessages(RoutingContext context) {
        String path = context.normalizedPath();
        return path.equals(PATH) || path.equals(PATH + "/");
    }

    private static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder().setPrincipal(caller).build();
    }

    /** Returns to the event loop of this request: another request's event loop may have loaded the keys. */
    private static Executor eventLoopOf(RoutingContext context) {
        Context eventLoop = context.vertx().getOrCreateContext();
        return task -> eventLoop.runOnContext(ignored -> task.run());
    }
}
