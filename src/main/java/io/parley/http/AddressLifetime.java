package io.parley.http;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.security.Security;

/**
 * Makes the platform look up the names of peers again soon. After a failover the name of a Redis has another address, which the
 * platform would notice only after half a minute. In the native executable the build sets this: see application.properties.
 */
@ApplicationScoped
class AddressLifetime {

    private static final String SECONDS = "1";

    /** Runs before the first name is looked up, because the platform reads this once. */
    void shorten(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        Security.setProperty("networkaddress.cache.ttl", SECONDS);
        Security.setProperty("networkaddress.cache.negative.ttl", SECONDS);
    }
}
