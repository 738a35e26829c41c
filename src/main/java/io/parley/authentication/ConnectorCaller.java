package io.parley.authentication;

import io.parley.activity.Activity;
import java.time.Instant;
import java.util.Optional;

/**
 * Azure Bot Service, or the local channel in its place. It may send activities of one serviceUrl, for the channels that its
 * key is endorsed for.
 */
final class ConnectorCaller extends Caller {

    private final CallerKind kind;
    private final ServiceUrl serviceUrl;
    private final SigningKey key;
    private final boolean unendorsedKeys;
    private final Instant validUntil;

    ConnectorCaller(
            CallerKind kind, ServiceUrl serviceUrl, SigningKey key, boolean unendorsedKeys, Instant validUntil) {
        this.kind = kind;
        this.serviceUrl = serviceUrl;
        this.key = key;
        this.unendorsedKeys = unendorsedKeys;
        this.validUntil = validUntil;
    }

    @Override
    public CallerKind kind() {
        return kind;
    }

    @Override
    Instant validUntil() {
        return validUntil;
    }

    @Override
    Optional<String> objectionTo(Activity activity) {
        if (!namesServiceUrlOf(activity)) {
            return Optional.of("The token is for another serviceUrl than the activity's.");
        }
        if (!endorses(activity)) {
            return Optional.of("The token's key is not endorsed for the activity's channel.");
        }
        return Optional.empty();
    }

    private boolean namesServiceUrlOf(Activity activity) {
        if (activity.serviceUrl() == null) {
            return activity.expectsReplies();
        }
        return ServiceUrl.parse(activity.serviceUrl())
                .filter(serviceUrl::equals)
                .isPresent();
    }

    private boolean endorses(Activity activity) {
        return key.endorsements() == null ? unendorsedKeys : key.endorses(activity.channelId());
    }
}
