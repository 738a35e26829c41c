package io.parley.authentication;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.activity.Activity;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Activities with only the fields that authentication checks. */
final class Activities {

    static final String SERVICE_URL = "https://smba.trafficmanager.net/amer/";

    private Activities() {}

    static Activity on(String channelId) {
        return activity(SERVICE_URL, channelId, "normal");
    }

    static Activity from(String serviceUrl) {
        return activity(serviceUrl, "msteams", "normal");
    }

    static Activity withoutServiceUrl(String deliveryMode) {
        return activity(null, "msteams", deliveryMode);
    }

    private static Activity activity(@Nullable String serviceUrl, String channelId, String deliveryMode) {
        Map<String, @Nullable String> fields = new HashMap<>();
        fields.put("type", "message");
        fields.put("serviceUrl", serviceUrl);
        fields.put("channelId", channelId);
        fields.put("deliveryMode", deliveryMode);
        return new ObjectMapper().convertValue(fields, Activity.class);
    }
}
