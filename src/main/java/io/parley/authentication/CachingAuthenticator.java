package io.parley.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.digest.Digest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Caches the caller of a token for a short time. The Connector presents the same token for an hour, and the verification of
 * a signature costs more than the whole remaining work for a request. The cache holds only verified callers, by a digest of
 * the token, and never longer than the token is valid; a rejected token is verified again each time. The price: a key that
 * its issuer withdraws stays trusted for up to this time.
 */
final class CachingAuthenticator implements Authenticator {

    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final Authenticator authenticator;
    private final Clock clock;
    private final Cache<String, Caller> callers;

    /**
     * @param clock the time of day, to compare with the expiry of a token
     * @param ages a monotonic clock for the age of cache entries
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
        String digest = Digest.sha256(authorizations.get(0)).base64();
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
}
