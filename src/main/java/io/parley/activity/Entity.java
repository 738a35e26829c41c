package io.parley.activity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Metadata of an activity: a mention, a client's capabilities, a stream's position. Each type has a shape of its own, and
 * channels add new ones, so it is kept as it came.
 */
public record Entity(@JsonValue JsonNode json) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Entity {}

    /** The account and the text that stands for it, when this entity is a well-formed mention. */
    public Optional<Mention> mention() {
        String id = json.at("/mentioned/id").textValue();
        String text = json.path("text").textValue();
        return "mention".equals(json.path("type").textValue()) && id != null && text != null && !text.isEmpty()
                ? Optional.of(new Mention(id, text))
                : Optional.empty();
    }

    /**
     * Somebody named in a message.
     *
     * @param accountId whom
     * @param text how the message's text spells it, markup included: {@code <at>Name</at>}
     */
    public record Mention(String accountId, String text) {

        private static final Pattern TAG = Pattern.compile("</?at[^<>]*>");

        /** The text without its markup. */
        public String name() {
            return TAG.matcher(text).replaceAll("");
        }
    }
}
