package io.parley.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model thought before it asked for calls, as {@link Reply#reasoning} carries it: the sealed items of the service, with the
 * name of the deployment that can read them.
 *
 * <pre>{@code {"by":"chat@contoso.openai.azure.com","items":[{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA…"}]}
 * }</pre>
 */
final class Reasoning {

    /** In UTF-16 units. Longer reasoning is not sent back: the model thinks again. */
    private static final int LONGEST = 64 * 1024;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Reasoning() {}

    /**
     * Returns an empty text if there is no reasoning. Skips items that are not sealed: the service stores nothing and could not
     * find them again.
     */
    static String carry(List<JsonNode> items, ChatTarget target) {
        List<JsonNode> sealed = items.stream()
                .filter(item -> !item.path("encrypted_content").asText("").isEmpty())
                .toList();
        if (sealed.isEmpty()) {
            return "";
        }
        ObjectNode carried = MAPPER.createObjectNode().put("by", target.name());
        carried.putArray("items").addAll(sealed);
        String text = carried.toString();
        return text.length() <= LONGEST ? text : "";
    }

    /** Returns the items if this deployment wrote them. */
    static List<JsonNode> items(String carried, ChatTarget target) {
        if (carried.isEmpty()) {
            return List.of();
        }
        try {
            JsonNode read = MAPPER.readTree(carried);
            List<JsonNode> items = new ArrayList<>();
            if (read.path("by").asText().equals(target.name())) {
                read.path("items").forEach(items::add);
            }
            return items;
        } catch (JsonProcessingException notOurs) {
            return List.of();
        }
    }
}
