package io.parley.playground;

import java.util.HashMap;
import java.util.Map;

/** A bot without any account, only to try it: the demo model answers. */
public class DemoEnvironment extends PlaygroundEnvironment {

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.keySet().removeIf(key -> key.startsWith("parley.app.") || key.startsWith("parley.chat."));
        settings.put("parley.knowledge.unanswered-kept-for", "1h");
        return settings;
    }
}
