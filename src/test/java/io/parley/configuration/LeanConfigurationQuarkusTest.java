package io.parley.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.restclient.config.RestClientsConfig;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LeanConfigurationQuarkusTest {

    @Inject
    SmallRyeConfig config;

    @Test
    void theApplicationStartsWithIt() {
        assertThat(config.getConfigSources()).hasAtLeastOneElementOfType(IndexedDefaults.class);
    }

    @Test
    void takesNoSettingForAClient() {
        assertThat(config.getConfigMapping(RestClientsConfig.class).clients()).containsOnlyKeys("logging");
    }
}
