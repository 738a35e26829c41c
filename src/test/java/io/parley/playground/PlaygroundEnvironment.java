package io.parley.playground;

import io.parley.messages.ParleyEnvironment;
import java.util.HashMap;
import java.util.Map;

/** A registered bot with the playground on: its channel must send tokens. */
public class PlaygroundEnvironment extends ParleyEnvironment {

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("parley.playground.enabled", "true");
        return settings;
    }
}
