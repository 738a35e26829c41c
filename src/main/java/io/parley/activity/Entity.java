package io.parley.activity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of an activity: a mention, a client's capabilities, a stream's position. Each type has a shape of its own, and
 * channels add new ones, so it is kept as it came.
 */
public record Entity(@JsonValue JsonNode json) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Entity {}

    public boolean is(String type) {
        return type.equals(json.path("type").textValue());
    }

    /** The account that is named, when this entity is a mention that says whom. */
    public Optional<Mention> mention() {
        String id = json.at("/mentioned/id").textValue();
        return !is("mention") || Invisible.isBlank(id)
                ? Optional.empty()
                : Optional.of(new Mention(
                        String.valueOf(id),
                        Invisible.absentIfBlank(json.path("text").textValue()),
                        Invisible.absentIfBlank(json.at("/mentioned/name").textValue())));
    }

    /**
     * Somebody named in a message.
     *
     * @param accountId whom
     * @param text how the message's text spells it, markup included: {@code <at>Name</at>}; Teams leaves it out when the name
     *     holds an ampersand
     * @param name the account's, or a part of it: Teams splits names into several mentions
     */
    public record Mention(
            String accountId,
            @Nullable String text,
            @Nullable String name) {}
}
