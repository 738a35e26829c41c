package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.StartupEvent;
import java.security.Security;
import org.junit.jupiter.api.Test;

class AddressLifetimeTest {

    @Test
    void looksNamesUpAgainWithinASecond() {
        new AddressLifetime().shorten(new StartupEvent());

        assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("1");
        assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo("1");
    }
}
