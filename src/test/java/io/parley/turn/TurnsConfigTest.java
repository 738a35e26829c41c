package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Settings;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class TurnsConfigTest {

    @ParameterizedTest
    @ValueSource(strings = {"99ms", "10001ms", "1h"})
    void refusesATimeForAButtonThatItsSenderDoesNotWaitFor(String timeout) throws Exception {
        assertThat(refusals(timeout)).containsExactly("must be from 100ms to 10s: set PARLEY_TURNS_BUTTON_TIMEOUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100ms", "4s", "10s"})
    void acceptsATimeForAButtonThatItsSenderWaitsFor(String timeout) throws Exception {
        assertThat(refusals(timeout)).isEmpty();
    }

    private static List<String> refusals(String timeout) throws NoSuchMethodException {
        TurnsConfig config = Settings.with("turns.button-timeout", timeout).turns();
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return factory
                    .getValidator()
                    .forExecutables()
                    .validateReturnValue(config, TurnsConfig.class.getMethod("buttonTimeout"), config.buttonTimeout())
                    .stream()
                    .map(ConstraintViolation::getMessage)
                    .toList();
        }
    }
}
