package io.parley.messages;

import java.util.HashMap;
import java.util.Map;

/** The environment of a bot with a managed identity, and with a model that accepts no keys. */
public class IdentityEnvironment extends ParleyEnvironment {

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.remove("parley.chat.key");
        settings.remove("parley.app.password");
        settings.put("parley.app.type", "UserAssignedMSI");
        settings.put("parley.chat.identity", "managed");
        settings.put("parley.chat.identity-client-id", Surroundings.APP_ID);
        settings.put(
                "parley.credentials.managed-identity.endpoint", surroundings().address("/msi/token"));
        settings.put("parley.credentials.managed-identity.header", Surroundings.IDENTITY_HEADER);
        return settings;
    }
}
