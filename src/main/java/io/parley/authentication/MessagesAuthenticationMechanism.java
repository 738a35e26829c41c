package io.parley.authentication;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.parley.local.Loopback;
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
 * Gives requests to the bot's messaging endpoint the identity of their {@link Caller}, and other requests none. An
 * identity says who sends the request; whether it may send its activity is {@link Caller#authorize}'s to say.
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

    /** None: the identity is made here, by no provider. */
    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    /** Whoever has no registration to show has to be on this machine, whatever address the application listens on. */
    private static void demandNearby(RoutingContext context, Caller caller) {
        if (caller.kind().isNearby()
                && !Loopback.isAddress(context.request().remoteAddress().hostAddress())) {
            throw TokenRejectedException.because("Such a caller has to be on this machine.");
        }
    }

    /** The endpoint answers with and without a slash at the end of its path. */
    private static boolean isForMessages(RoutingContext context) {
        String path = context.normalizedPath();
        return path.equals(PATH) || path.equals(PATH + "/");
    }

    private static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder().setPrincipal(caller).build();
    }

    /** Keys may have been loaded for this request on the event loop of another. */
    private static Executor eventLoopOf(RoutingContext context) {
        Context eventLoop = context.vertx().getOrCreateContext();
        return task -> eventLoop.runOnContext(ignored -> task.run());
    }
}
