package io.parley.messages;

import io.parley.redis.SilentProxy;
import io.parley.redis.TestRedis;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The environment with a proxy before Redis. */
public class LostConnectionsEnvironment extends ParleyEnvironment {

    private final SilentProxy proxy = new SilentProxy();

    @Override
    void startRedis(TestRedis redis) {
        super.startRedis(redis);
        proxy.start(URI.create(redis.url()));
    }

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("parley.redis.url", proxy.url().toString());
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        super.inject(injector);
        injector.injectIntoFields(proxy, new TestInjector.MatchesType(SilentProxy.class));
    }

    @Override
    public void stop() {
        proxy.stop();
        super.stop();
    }
}
