package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"/id", "/conversation/id", "/from/id", "/recipient/id", "/channelData/clientActivityID"})
    void refusesIdsWithHalfACharacter(String pointer) {
        assertThatThrownBy(() -> DistinctIds.demand(with(pointer, "c\ud800")))
                .isInstanceOf(TurnException.Unanswerable.class);
        assertThatThrownBy(() -> DistinctIds.demand(with(pointer, "\udc00c")))
                .isInstanceOf(TurnException.Unanswerable.class);
        assertThatCode(() -> DistinctIds.demand(with(pointer, "c\ud83d\ude00"))).doesNotThrowAnyException();
    }

    private static Activity with(String pointer, String value) {
        return Samples.one("webchat-message", json -> {
            json.putObject("channelData").put("clientActivityID", "id");
            String parent = pointer.substring(0, pointer.lastIndexOf('/'));
            ((ObjectNode) json.at(parent)).put(pointer.substring(pointer.lastIndexOf('/') + 1), value);
        });
    }
}
