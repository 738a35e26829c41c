package io.parley.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.WholeCharacters;
import io.parley.tools.ToolText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds characters in arguments that cannot be sent as they are, or that a user who confirms the call could not see. */
final class ArgumentCharacters {

    private ArgumentCharacters() {}

    /** Returns what is wrong with the characters of any call, in words for the model; empty if nothing is. */
    static Optional<String> objection(ObjectNode arguments) {
        if (!WholeCharacters.areIn(arguments.toString())) {
            return Optional.of("An argument has half of a character (a lone surrogate). Nothing was done. Write whole"
                    + " characters only.");
        }
        return hasName(arguments, name -> !ToolText.clean(name).equals(name))
                ? Optional.of("The name of an argument has invisible characters. Nothing was done.")
                : Optional.empty();
    }

    /** Whether a value has characters that the question for consent does not show. Line ends of both kinds are no such characters. */
    static boolean areHidden(ObjectNode arguments) {
        return has(arguments, value -> {
            String text = value.asText().replace("\r", "");
            return value.isTextual() && !ToolText.clean(text).equals(text);
        });
    }

    private static boolean hasName(ObjectNode arguments, Predicate<String> which) {
        return has(
                arguments,
                value -> value.properties().stream().map(Map.Entry::getKey).anyMatch(which));
    }

    private static boolean has(JsonNode arguments, Predicate<JsonNode> which) {
        Deque<JsonNode> left = new ArrayDeque<>();
        left.add(arguments);
        while (!left.isEmpty()) {
            JsonNode value = left.remove();
            if (which.test(value)) {
                return true;
            }
            value.forEach(left::add);
        }
        return false;
    }
}
