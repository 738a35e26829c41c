package io.parley.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.mode.Playground;
import io.parley.tools.Toolbox;
import io.quarkus.runtime.LaunchMode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoToolsTest {

    @ParameterizedTest
    @CsvSource({
        "DEVELOPMENT, true, false, , true",
        "DEVELOPMENT, true, true, , true",
        "DEVELOPMENT, false, false, , false",
        "DEVELOPMENT, true, false, https://model.example, false",
        "NORMAL, true, false, , true",
        "NORMAL, true, true, , false",
        "NORMAL, false, false, , false",
        "TEST, true, false, , false"
    })
    void areOfferedOnlyWhileTheDemoModelAnswers(
            LaunchMode mode, boolean playground, boolean registered, String endpoint, boolean offered) {
        DemoTools tools =
                new DemoTools(new Playground(playground, registered, mode), mode, Optional.ofNullable(endpoint), 3978);

        assertThat(tools.file().isPresent()).isEqualTo(offered);
    }

    @Test
    void callThisApplication() {
        assertThat(DemoTools.read(4001))
                .contains("address: http://localhost:4001/playground/demo")
                .doesNotContain("{port}");
    }

    @Test
    void areNotOfferedByAnEmptyToolbox() {
        assertThat(DemoTools.areOffered(Toolbox.EMPTY)).isFalse();
    }
}
