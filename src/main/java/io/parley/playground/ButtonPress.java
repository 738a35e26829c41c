package io.parley.playground;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The press of a button of a card.
 *
 * @param messageId of the message with the card
 * @param type {@code Action.Submit} or {@code Action.Execute}
 * @param verb of an {@code Action.Execute}
 * @param data of the button, as the bot sent it; an empty object by default
 */
@RegisterForReflection
public record ButtonPress(String messageId, String type, String verb, JsonNode data) {

    static final String EXECUTE = "Action.Execute";

    private static final Set<String> TYPES = Set.of("Action.Submit", EXECUTE);

    public ButtonPress(
            @Nullable String messageId, @Nullable String type, @Nullable String verb, @Nullable JsonNode data) {
        this.messageId = Objects.requireNonNullElse(messageId, "");
        this.type = Objects.requireNonNullElse(type, "");
        this.verb = Objects.requireNonNullElse(verb, "");
        this.data = Objects.requireNonNullElseGet(data, JsonNodeFactory.instance::objectNode);
    }

    @JsonIgnore
    boolean isExecute() {
        return type.equals(EXECUTE);
    }

    /** Returns why no channel would send this, in a sentence; empty if one would. */
    @JsonIgnore
    Optional<String> objection(Channel channel) {
        if (messageId.isEmpty() || !TYPES.contains(type)) {
            return Optional.of("A press needs a messageId, and Action.Submit or Action.Execute as type.");
        }
        return isExecute() && channel != Channel.MSTEAMS
                ? Optional.of("Only Teams runs an Action.Execute.")
                : Optional.empty();
    }
}
