package io.parley.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Remembers for a short time whom a token was found to be from: the Connector presents the same one for an hour, and each
 * verification of a signature costs more than all else that is done with a request. Only who was found is remembered, under
 * a digest of the token, and never for longer than the token lasts; what is refused is verified each time anew. A key
 * that its issuer withdraws is believed for so much longer.
 */
final class CachingAuthenticator implements Authenticator {

    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final Authenticator authenticator;
    private final Clock clock;
    private final Cache<String, Caller> callers;

    /**
     * @param clock of the time of day, which the end of a token is compared with
     * @param ages measures how long a token is remembered: one that nobody sets
     */
    CachingAuthenticator(Authenticator authenticator, Clock clock, Clock ages) {
        this.authenticator = authenticator;
        this.clock = clock;
        this.callers = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(REMEMBERED_FOR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(ages.millis()))
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Uni<Caller> authenticate(List<String> authorizations) {
        if (authorizations.size() != 1) {
            return authenticator.authenticate(authorizations);
        }
        String digest = digest(authorizations.get(0));
        Caller known = callers.getIfPresent(digest);
        return known != null && known.validUntil().isAfter(clock.instant())
                ? Uni.createFrom().item(known)
                : authenticator.authenticate(authorizations).invoke(caller -> callers.put(digest, caller));
    }

    @Override
    public void prepare() {
        authenticator.prepare();
    }

    @Override
    public boolean isPrepared() {
        return authenticator.isPrepared();
    }

    private static String digest(String authorization) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(authorization.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
