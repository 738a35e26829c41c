package io.parley.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithKeys;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LeanConfigurationTest {

    private static final int ORDINAL_OF_PROPERTIES = 100;

    @Test
    void keepsAllValues() {
        SmallRyeConfig config = config(Map.of("quarkus.rest-client.shop.timeout", "7", "parley.sample.size", "3"));

        assertThat(config.getConfigMapping(Clients.class).timeout()).isEqualTo(1);
        assertThat(timeout(config, "shop")).isEqualTo(7);
        assertThat(timeout(config, "other")).isEqualTo(2);
        assertThat(config.getConfigMapping(Sample.class).size()).isEqualTo(3);
        assertThat(config.getConfigMapping(Sample.class).depth()).isEqualTo(5);
    }

    @Test
    void takesNoSettingWithADefaultForAClient() {
        SmallRyeConfig config = config(Map.of("quarkus.rest-client.shop.timeout", "7"));

        assertThat(config.getConfigMapping(Clients.class).clients()).containsOnlyKeys("shop");
    }

    @Test
    void listsAllNamesThatAreSet() {
        SmallRyeConfig config = config(Map.of("quarkus.rest-client.timeout", "7"));

        assertThat(config.getPropertyNames())
                .contains("quarkus.rest-client.timeout", "parley.sample.depth", "quarkus.log.category.\"a.b\".level");
    }

    @Test
    void anUnknownSettingStopsTheStart() {
        assertThatThrownBy(() -> config(Map.of("parley.sample.sise", "3")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("parley.sample.sise");
    }

    private static int timeout(SmallRyeConfig config, String client) {
        return Objects.requireNonNull(
                        config.getConfigMapping(Clients.class).clients().get(client))
                .timeout();
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "application.properties", ORDINAL_OF_PROPERTIES))
                .withMapping(Clients.class)
                .withMapping(Sample.class)
                .withDefaultValue("quarkus.log.category.\"a.b\".level", "OFF")
                .withCustomizers(LeanConfiguration::lighten)
                .build();
    }

    /** Like the settings of Quarkus' clients. */
    @ConfigMapping(prefix = "quarkus.rest-client")
    interface Clients {

        @WithDefault("1")
        int timeout();

        @WithParentName
        @WithDefaults
        @WithKeys(NoKeys.class)
        Map<String, Client> clients();

        class NoKeys implements Supplier<Iterable<String>> {

            @Override
            public Iterable<String> get() {
                return List.of();
            }
        }

        interface Client {

            @WithDefault("2")
            int timeout();
        }
    }

    @ConfigMapping(prefix = "parley.sample")
    interface Sample {

        @WithDefault("4")
        int size();

        @WithDefault("5")
        int depth();
    }
}
