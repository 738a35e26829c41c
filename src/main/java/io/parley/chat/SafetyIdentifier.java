package io.parley.chat;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names users to the service without revealing who they are: a digest of 43 characters, the same in each call of a user. The
 * digest has a secret as its key, because some channels have ids that can be guessed, such as telephone numbers.
 */
final class SafetyIdentifier {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "safety identifier\n";
    private static final int SHORTEST_SECRET = 16;

    private final Optional<SecretKeySpec> key;

    private SafetyIdentifier(Optional<String> secret) {
        this.key = secret.map(text -> new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    /** Without a secret and without the deployment's key, no user is named. Fails with a {@link ConfigurationException}. */
    static SafetyIdentifier of(ChatConfig config, DeploymentSettings settings) {
        Optional<String> secret = config.safetySecret().map(String::strip);
        if (secret.filter(text -> text.length() < SHORTEST_SECRET).isPresent()) {
            throw new ConfigurationException("PARLEY_CHAT_SAFETY_SECRET must have at least " + SHORTEST_SECRET
                    + " characters: a shorter one can be found by trying.");
        }
        return new SafetyIdentifier(
                secret.or(() -> settings.key().map(String::strip).filter(text -> text.length() >= SHORTEST_SECRET)));
    }

    /** Returns the digest; empty if no user is named. */
    Optional<String> of(Asker asker) {
        return key.filter(unused -> !asker.user().isEmpty()).map(secret -> digest(secret, asker.user()));
    }

    private static String digest(SecretKeySpec secret, String user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] digest = mac.doFinal((PURPOSE + user).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
