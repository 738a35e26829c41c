package io.parley.playground;

import java.util.HashMap;
import java.util.Map;

/** A bot to try whose model searches the documents by itself. */
public class SearchToolEnvironment extends DemoEnvironment {

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("parley.knowledge.tool", "true");
        return settings;
    }
}
