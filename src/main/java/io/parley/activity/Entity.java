package io.parley.activity;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of an activity: a mention, a client's capabilities, a stream's position. Each type has a shape of its own, and
 * channels add new ones, so all but the type is kept as it came.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entity(
        @Nullable String type, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> properties) {

    public Entity {
        properties = properties == null ? Map.of() : properties;
    }

    /** The account and the text that stands for it, when this entity is a well-formed mention. */
    public Optional<Mention> mention() {
        String id = idOf(properties.get("mentioned"));
        JsonNode text = properties.get("text");
        return "mention".equals(type)
                        && id != null
                        && text != null
                        && text.isTextual()
                        && !text.textValue().isEmpty()
                ? Optional.of(new Mention(id, text.textValue()))
                : Optional.empty();
    }

    private static @Nullable String idOf(@Nullable JsonNode account) {
        return account == null ? null : account.path("id").textValue();
    }

    /**
     * Somebody named in a message.
     *
     * @param accountId whom
     * @param text how the message's text spells it, markup included: {@code <at>Name</at>}
     */
    public record Mention(String accountId, String text) {

        private static final Pattern TAG = Pattern.compile("</?at[^>]*>");

        /** The text without its markup. */
        public String name() {
            return TAG.matcher(text).replaceAll("");
        }
    }
}
