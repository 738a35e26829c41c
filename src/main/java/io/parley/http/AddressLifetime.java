package io.parley.http;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.security.Security;

/**
 * Has the names of peers looked up again soon. After a failover the name of a Redis leads to another address, which the
 * platform would not learn for half a minute. In the native executable this is fixed by the build: see application.properties.
 */
@ApplicationScoped
class AddressLifetime {

    private static final String SECONDS = "1";

    /** Before the first name is looked up: the platform reads this once. */
    void shorten(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        Security.setProperty("networkaddress.cache.ttl", SECONDS);
        Security.setProperty("networkaddress.cache.negative.ttl", SECONDS);
    }
}
