package io.parley.bot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.ActivityBuilder;
import io.parley.activity.ActivityTypes;
import io.parley.conversation.InvokeResult;
import java.util.Optional;

/** The press of a button that came as an invoke: an Action.Execute of an Adaptive Card. */
final class CardAction {

    private CardAction() {}

    /**
     * Returns the press of a button of an Action.Execute, as the message that an Action.Submit sends; empty for any other
     * activity. It keeps the name of the invoke.
     */
    static Optional<Activity> asMessage(Activity invoke) {
        return action(invoke)
                .filter(pressed -> Decision.VERB.equals(pressed.path("verb").textValue()))
                .filter(pressed -> pressed.path("data").isObject())
                .map(pressed -> pressed.path("data").<ObjectNode>deepCopy().put("verb", Decision.VERB))
                .map(data -> ActivityBuilder.builder(invoke)
                        .type(ActivityTypes.MESSAGE)
                        .value(data)
                        .build())
                .filter(message -> Decision.ofButton(message).isPresent());
    }

    /** Returns why a card's action is not one of the bot's; empty if its form is right, or for another kind of invoke. */
    static Optional<InvokeResult> refusal(Activity invoke, ActionsConfig texts) {
        if (!isCardAction(invoke)) {
            return Optional.empty();
        }
        Optional<JsonNode> action = action(invoke);
        if (action.isEmpty()) {
            return Optional.of(InvokeResult.refused("BadRequest", "The invoke lacks value.action."));
        }
        String type = action.get().path("type").asText();
        if (!type.equals("Action.Execute")) {
            return Optional.of(InvokeResult.refused("NotSupported", "The bot takes no action but Action.Execute."));
        }
        return Decision.VERB.equals(action.get().path("verb").textValue())
                ? Optional.of(InvokeResult.refused("BadRequest", texts.closed()))
                : Optional.empty();
    }

    private static Optional<JsonNode> action(Activity invoke) {
        return Optional.ofNullable(invoke.value())
                .filter(value -> isCardAction(invoke))
                .map(value -> value.get("action"))
                .filter(JsonNode::isObject);
    }

    private static boolean isCardAction(Activity invoke) {
        return invoke.is(ActivityTypes.INVOKE) && ActivityTypes.CARD_ACTION.equals(invoke.name());
    }
}
