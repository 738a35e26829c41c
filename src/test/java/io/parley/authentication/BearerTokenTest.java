package io.parley.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a.b.c", "bearer a.b.c", "BEARER a.b.c", "Bearer  a.b.c"})
    void takesTheSchemeInAnyCase(String authorization) {
        assertThat(BearerToken.of(List.of(authorization)).value()).isEqualTo("a.b.c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "a.b.c",
                "Basic a.b.c",
                "Bearera.b.c",
                "Bearer a.b.c d.e.f",
                "Bearer a.b.c, Bearer d.e.f",
                "Bearer a.b.c\u00e4",
                "Bearer ==="
            })
    void rejectsWhatIsNotOneBearerToken(String authorization) {
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> BearerToken.of(List.of(authorization)))
                .returns("Bearer error=\"invalid_token\"", TokenRejectedException::challenge);
    }

    @Test
    void asksForATokenWhereThereIsNone() {
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> BearerToken.of(List.of()))
                .returns("Bearer", TokenRejectedException::challenge);
    }

    @Test
    void rejectsTwoHeadersEvenIfTheyAreEqual() {
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> BearerToken.of(List.of("Bearer a.b.c", "Bearer a.b.c")));
    }

    @Test
    void rejectsMoreThan16KiB() {
        String longest = "Bearer " + "a".repeat(16 * 1024 - 7);

        assertThat(BearerToken.of(List.of(longest)).value()).hasSize(16 * 1024 - 7);
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> BearerToken.of(List.of(longest + "a")));
    }

    @Test
    void doesNotShowTheToken() {
        assertThat(BearerToken.of(List.of("Bearer a.b.c"))).asString().doesNotContain("a.b.c");
    }
}
