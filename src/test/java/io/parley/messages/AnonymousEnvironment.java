package io.parley.messages;

import java.util.HashMap;
import java.util.Map;

/** A bot without a registration, as in dev mode without any setting. */
public class AnonymousEnvironment extends ParleyEnvironment {

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.keySet().removeIf(key -> key.startsWith("parley.app.") || key.startsWith("parley.connector."));
        return settings;
    }
}
