package io.parley.messages;

import java.util.HashMap;
import java.util.Map;

/** The environment of a bot that another bot may call, with a token of Entra. */
public class OtherBotsEnvironment extends ParleyEnvironment {

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("parley.authentication.entra-tokens", "true");
        settings.put("parley.authentication.entra-metadata", surroundings().address("/openid/configuration"));
        settings.put("parley.authentication.allowed-callers", Surroundings.OTHER_BOT);
        return settings;
    }
}
