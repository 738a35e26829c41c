package io.parley.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.DataMarks;
import io.parley.chat.WholeCharacters;
import io.parley.conversation.Step;

/**
 * A result in the form that the model reads. It is JSON, so it cannot be confused with messages of people. It says whether
 * its source is trusted:
 *
 * <pre>{@code
 * {"tool":"order_status","trusted":false,"result":{"state":"shipped"}}
 * {"tool":"order_status","error":"failed","message":"No order 4711."}
 * }</pre>
 */
final class ResultText {

    private ResultText() {}

    /** Marks halves of characters, which escapes in the result may stand for: the model's service may refuse them. */
    static String of(Step.Ended ended) {
        return DataMarks.escape(WholeCharacters.of(json(ended)));
    }

    private static String json(Step.Ended ended) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("tool", ended.tool());
        return switch (ended.status()) {
            case SUCCEEDED -> result(json, ended).toString();
            case FAILED ->
                json.put("trusted", ended.trusted())
                        .put("error", "failed")
                        .put("message", ended.text())
                        .toString();
            case NOT_MADE ->
                json.put("error", "not_made").put("message", ended.text()).toString();
            case UNKNOWN ->
                json.put("error", "outcome_unknown")
                        .put("message", ended.text())
                        .put("advice", "Do not call it again. Tell the user that nobody knows whether it was done.")
                        .toString();
        };
    }

    private static ObjectNode result(ObjectNode json, Step.Ended ended) {
        json.put("trusted", ended.trusted());
        Arguments.container(ended.text())
                .ifPresentOrElse(tree -> json.set("result", tree), () -> json.put("result", ended.text()));
        return json;
    }
}
