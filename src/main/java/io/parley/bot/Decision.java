package io.parley.bot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.ActivityBuilder;
import io.parley.activity.ActivityTypes;
import io.parley.activity.Invisible;
import io.parley.conversation.InvokeResult;
import io.parley.conversation.PendingCall;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A user's decision about a call that waits for consent, by a button or a word.
 *
 * <pre>{@code
 * {"type":"message","value":{"verb":"parley.confirm","token":"…","answer":"yes"}}
 * {"type":"invoke","name":"adaptiveCard/action",
 *  "value":{"action":{"type":"Action.Execute","verb":"parley.confirm","data":{"token":"…","answer":"yes"}},"trigger":"manual"}}
 * }</pre>
 *
 * @param token the call that the button belongs to; empty for a word, which is about the call that waits now
 */
record Decision(boolean agreed, Optional<String> token) {

    static final String VERB = "parley.confirm";
    static final String YES = "yes";
    static final String NO = "no";

    private static final int LONGEST = 60;

    /** Returns the pressed button that a message represents. */
    static Optional<Decision> ofButton(Activity message) {
        return Optional.ofNullable(message.value())
                .filter(value -> message.is(ActivityTypes.MESSAGE))
                .filter(value -> VERB.equals(value.path("verb").textValue()))
                .filter(value -> value.path("token").isTextual())
                .flatMap(Decision::of);
    }

    private static Optional<Decision> of(JsonNode data) {
        Optional<String> token = Optional.of(data.path("token").asText());
        return switch (data.path("answer").asText()) {
            case YES -> Optional.of(new Decision(true, token));
            case NO -> Optional.of(new Decision(false, token));
            default -> Optional.empty();
        };
    }

    /** Returns the decision in a text that is only yes or no. */
    static Optional<Decision> ofWord(Activity message, ActionsConfig texts) {
        String word = message.is(ActivityTypes.MESSAGE) ? plain(MessageText.of(message)) : "";
        if (Stream.of(YES, plain(texts.yes())).anyMatch(word::equals)) {
            return Optional.of(new Decision(true, Optional.empty()));
        }
        return Stream.of(NO, plain(texts.no())).anyMatch(word::equals)
                ? Optional.of(new Decision(false, Optional.empty()))
                : Optional.empty();
    }

    /** Whether this decides about a call: a word is about the one that waits. */
    boolean isAbout(PendingCall call) {
        return token.map(call.token()::equals).orElse(true);
    }

    /**
     * Returns the press of a button of an Action.Execute, as the message that an Action.Submit sends; empty for any other
     * activity. It keeps the name of the invoke.
     */
    static Optional<Activity> asMessage(Activity invoke) {
        return action(invoke)
                .filter(pressed -> VERB.equals(pressed.path("verb").textValue()))
                .filter(pressed -> pressed.path("data").isObject())
                .map(pressed -> pressed.path("data").<ObjectNode>deepCopy().put("verb", VERB))
                .map(data -> ActivityBuilder.builder(invoke)
                        .type(ActivityTypes.MESSAGE)
                        .value(data)
                        .build())
                .filter(message -> ofButton(message).isPresent());
    }

    /** Returns why a card's action is not one of the bot's; empty if its form is right, or for another kind of invoke. */
    static Optional<InvokeResult> refusal(Activity invoke, ActionsConfig texts) {
        if (!invoke.is(ActivityTypes.INVOKE) || !ActivityTypes.CARD_ACTION.equals(invoke.name())) {
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
        return VERB.equals(action.get().path("verb").textValue())
                ? Optional.of(InvokeResult.refused("BadRequest", texts.closed()))
                : Optional.empty();
    }

    private static Optional<JsonNode> action(Activity invoke) {
        return Optional.ofNullable(invoke.value())
                .filter(any -> invoke.is(ActivityTypes.INVOKE) && ActivityTypes.CARD_ACTION.equals(invoke.name()))
                .map(value -> value.get("action"))
                .filter(JsonNode::isObject);
    }

    private static String plain(String text) {
        return text.length() > LONGEST
                ? ""
                : Normalizer.normalize(Invisible.remove(text), Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[\\s.!,;:\u3002]+$", "")
                        .strip();
    }
}
