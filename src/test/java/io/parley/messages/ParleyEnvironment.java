package io.parley.messages;

import io.parley.redis.TestRedis;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real Redis and stand-ins for all peers of Parley; the application under test is configured for them as in production.
 * Its log goes where Quarkus looks for the port of a packaged application under test.
 */
public class ParleyEnvironment implements QuarkusTestResourceLifecycleManager {

    private final Surroundings surroundings = new Surroundings();
    private final TestRedis redis = new TestRedis();
    private final LogFile log = new LogFile(Path.of("target", "quarkus.log"));

    @Override
    public Map<String, String> start() {
        log.startOver();
        surroundings.start();
        startRedis(redis);
        return settings();
    }

    protected Surroundings surroundings() {
        return surroundings;
    }

    void startRedis(TestRedis server) {
        server.start();
    }

    protected Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("parley.app.id", Surroundings.APP_ID),
                Map.entry("parley.app.password", Surroundings.APP_PASSWORD),
                Map.entry("parley.app.type", "SingleTenant"),
                Map.entry("parley.app.tenant-id", Surroundings.TENANT),
                Map.entry("parley.authentication.connector-metadata", surroundings.address("/openid/configuration")),
                Map.entry("parley.credentials.authority", surroundings.address("")),
                Map.entry("parley.connector.trusted-origins", surroundings.address("")),
                Map.entry("parley.connector.retry.first-pause", "50ms"),
                Map.entry("parley.chat.endpoint", surroundings.address("/model")),
                Map.entry("parley.chat.key", Surroundings.MODEL_KEY),
                Map.entry("parley.redis.url", redis.url()),
                Map.entry("quarkus.log.category.\"io.parley\".level", "DEBUG"),
                Map.entry("quarkus.log.file.enabled", "true"),
                Map.entry("quarkus.log.file.path", log.path().toAbsolutePath().toString()));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(surroundings, new TestInjector.MatchesType(Surroundings.class));
        injector.injectIntoFields(redis, new TestInjector.MatchesType(TestRedis.class));
        injector.injectIntoFields(log, new TestInjector.MatchesType(LogFile.class));
    }

    @Override
    public void stop() {
        redis.stop();
        surroundings.stop();
    }
}
