package io.parley.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariableNamesTest {

    private static final int ORDINAL_OF_PROPERTIES = 100;
    private static final int ORDINAL_OF_VARIABLES = 300;

    @Test
    void namesTheVariableThatAPropertyTakesItsValueFrom() {
        SmallRyeConfig config = config(Map.of("parley.port", "${PORT:3978}"), Map.of("PORT", "abc"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.getValue("parley.port", Integer.class))
                .withMessageContaining("The config property PORT with the config value \"abc\"");
    }

    @Test
    void namesTheVariableThatReplacesAProperty() {
        SmallRyeConfig config = config(Map.of(), Map.of("PARLEY_TURNS_MAX_PENDING", "many"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.getValue("parley.turns.max-pending", Integer.class))
                .withMessageContaining("The config property PARLEY_TURNS_MAX_PENDING ");
    }

    @Test
    void leavesOtherNamesAndAllValuesAlone() {
        SmallRyeConfig config = config(
                Map.of(
                        "quarkus.http.port",
                        "${PORT:3978}",
                        "parley.turns.lease",
                        "10s",
                        "parley.double",
                        "${parley.other}x"),
                Map.of("PARLEY_OTHER", "other"));

        assertThat(config.getValue("quarkus.http.port", Integer.class)).isEqualTo(3978);
        assertThat(config.getConfigValue("parley.turns.lease").getName()).isEqualTo("parley.turns.lease");
        assertThat(config.getConfigValue("parley.double").getName()).isEqualTo("parley.double");
        assertThat(config.getValue("parley.double", String.class)).isEqualTo("otherx");
        assertThat(config.getOptionalValue("absent", String.class)).isEmpty();
    }

    private static SmallRyeConfig config(Map<String, String> properties, Map<String, String> variables) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "application.properties", ORDINAL_OF_PROPERTIES))
                .withSources(new EnvConfigSource(variables, ORDINAL_OF_VARIABLES))
                .withInterceptors(new VariableNames())
                .build();
    }
}
