package io.parley.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {

    @Test
    void hasAnyValueThatFitsAHeader() {
        assertThat(token("eyJ0.a-b_c~d+e/f==").value()).isEqualTo("eyJ0.a-b_c~d+e/f==");
        assertThat(token("x".repeat(16_384)).value()).hasSize(16_384);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\r\nX-Header: b", "secret\u0000", "secret b", "secret\u00fc", "secret\u2028"})
    void refusesAValueThatFitsNoHeader(String value) {
        assertThatThrownBy(() -> token(value))
                .isExactlyInstanceOf(CredentialException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesAValueThatIsVeryLong() {
        assertThatThrownBy(() -> token("x".repeat(16_385))).isExactlyInstanceOf(CredentialException.class);
    }

    private static AccessToken token(String value) {
        return new AccessToken(value, Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
    }
}
