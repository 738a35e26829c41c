package io.parley.tools.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.http.HttpOperation;
import io.parley.tools.http.Parameter;
import io.parley.tools.http.Parameter.Place;
import io.parley.tools.http.PathTemplate;
import java.util.Locale;

/** Checks the values that the operator gives to arguments: with a wrong one, every call would fail. */
final class FixedArguments {

    private FixedArguments() {}

    static void check(HttpOperation operation, Setting setting) {
        for (Parameter parameter : operation.parameters()) {
            JsonNode value = operation.fixed().path(parameter.argument());
            if (!value.isMissingNode() && parameter.place() != Place.BODY && !isText(value, parameter.place())) {
                throw setting.mistake(
                        "has the fixed argument " + parameter.argument() + ", whose value has no place in a "
                                + parameter.place().name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static boolean isText(JsonNode value, Place place) {
        return switch (place) {
            case PATH -> isScalar(value) && PathTemplate.takes(value.asText());
            case HEADER -> isScalar(value) && value.asText().chars().allMatch(c -> c >= ' ' && c <= '~');
            default -> isScalar(value) || (value.isArray() && isListOfScalars(value));
        };
    }

    private static boolean isListOfScalars(JsonNode list) {
        for (JsonNode item : list) {
            if (!isScalar(item)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isScalar(JsonNode value) {
        return value.isValueNode() && !value.isNull();
    }
}
