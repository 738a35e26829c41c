package io.parley.knowledge.azure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One search as the service takes it: by words, by meaning where the index has a vector field, and ranked where it has a semantic
 * configuration.
 *
 * <pre>{@code
 * {"search":"return an opened item","select":"content,title,url","top":6,
 *  "vectorQueries":[{"kind":"text","text":"return an opened item","fields":"vector","k":50}],
 *  "queryType":"semantic","semanticConfiguration":"default","semanticErrorHandling":"partial",
 *  "semanticMaxWaitInMilliseconds":1500}
 * }</pre>
 *
 * @param most passages to find
 * @param ranked whether the semantic ranker is asked
 */
record AzureQuery(String text, int most, boolean ranked) {

    /** The ranker looks at so many results, so the vectors should bring as many. */
    private static final int NEAREST = 50;

    /** The service takes no shorter time. */
    private static final long SHORTEST_RANKING = 700;

    AzureQuery unranked() {
        return new AzureQuery(text, most, false);
    }

    /** @param limit of the whole search: the ranker gets half of it, and the service answers without it after that */
    byte[] body(AzureIndex index, Duration limit) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("search", words())
                .put("select", index.fields().select())
                .put("top", most);
        index.filter().ifPresent(filter -> body.put("filter", filter));
        index.vectorField().ifPresent(field -> body.putArray("vectorQueries")
                .addObject()
                .put("kind", "text")
                .put("text", text)
                .put("fields", field)
                .put("k", NEAREST));
        index.semanticConfiguration().filter(name -> ranked).ifPresent(name -> body.put("queryType", "semantic")
                .put("semanticConfiguration", name)
                .put("semanticErrorHandling", "partial")
                .put("semanticMaxWaitInMilliseconds", Math.max(limit.toMillis() / 2, SHORTEST_RANKING)));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The text without what the service takes for an operator. */
    private String words() {
        return text.replaceAll("[+|\"()*\\\\~]", " ")
                .replaceAll("(?<!\\S)-+", " ")
                .strip();
    }

    @Override
    public String toString() {
        return "AzureQuery[" + text.length() + " characters]";
    }
}
