package io.parley.bot;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.conversation.PendingCall;
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

    private static String plain(String text) {
        return text.length() > LONGEST ? "" : PlainWords.of(text).replaceAll("[\\s.!,;:\u3002]+$", "");
    }
}
