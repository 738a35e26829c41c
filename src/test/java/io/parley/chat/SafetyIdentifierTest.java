package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SafetyIdentifierTest {

    private static final Asker MEGAN = new Asker(1, "sms\n\n+15550100");

    @Test
    void namesAUserByADigestThatIsTheSameEachTime() {
        Optional<String> digest = of("key", ChatConfigs.KEY).of(MEGAN);

        assertThat(digest).isEqualTo(of("key", ChatConfigs.KEY).of(MEGAN));
        assertThat(digest.orElseThrow()).matches("[A-Za-z0-9_-]{43}");
        assertThat(digest).isNotEqualTo(of("key", ChatConfigs.KEY).of(new Asker(1, "sms\n\n+15550101")));
    }

    /** Otherwise a reader of the digest could try all telephone numbers. */
    @Test
    void keysTheDigest() {
        Optional<String> digest = of("key", ChatConfigs.KEY).of(MEGAN);

        assertThat(of("key", "another-key-of-the-resource").of(MEGAN)).isNotEqualTo(digest);
        assertThat(of("key", ChatConfigs.KEY, "safety-secret", "a secret of its own")
                        .of(MEGAN))
                .isNotEqualTo(digest)
                .isEqualTo(of("safety-secret", "a secret of its own").of(MEGAN));
    }

    @Test
    void namesNobodyWithoutASecret() {
        assertThat(of().of(MEGAN)).isEmpty();
        assertThat(of("key", "short").of(MEGAN)).isEmpty();
        assertThat(of("key", ChatConfigs.KEY).of(Asker.NOBODY)).isEmpty();
    }

    @Test
    void refusesASecretThatCanBeTriedOut() {
        assertThatThrownBy(() -> of("safety-secret", "12345"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CHAT_SAFETY_SECRET")
                .hasMessageNotContaining("12345");
    }

    private static SafetyIdentifier of(String... settings) {
        ChatConfig config = ChatConfigs.of(settings);
        return SafetyIdentifier.of(config, DeploymentSettings.first(config));
    }
}
