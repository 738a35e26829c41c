package io.parley.activity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of an activity: a mention, a client's capabilities, a stream's position. Each type has its own structure, and
 * channels add new ones, so the JSON is kept unchanged.
 */
public record Entity(@JsonValue JsonNode json) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Entity {}

    public boolean is(String type) {
        return type.equals(json.path("type").textValue());
    }

    /** Returns the mention, if this entity is one that names an account. */
    public Optional<Mention> mention() {
        if (!is("mention")) {
            return Optional.empty();
        }
        JsonNode account = json.path("mentioned");
        String id = account.path("id").textValue();
        return Invisible.isBlank(id)
                ? Optional.empty()
                : Optional.of(new Mention(
                        String.valueOf(id),
                        Invisible.absentIfBlank(json.path("text").textValue()),
                        Invisible.absentIfBlank(account.path("name").textValue())));
    }

    /**
     * A mention of an account in a message.
     *
     * @param accountId the mentioned account
     * @param text its spelling in the message's text, with markup: {@code <at>Name</at>}; Teams omits it if the name
     *     contains an ampersand
     * @param name the account's name, or a part of it: Teams splits names into several mentions
     */
    public record Mention(
            String accountId,
            @Nullable String text,
            @Nullable String name) {}
}
