package io.parley.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.WholeCharacters;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * The result of a search that the model asked for. Passages can be read from it again, with their numbers and addresses.
 *
 * @param text for the model, as JSON without addresses: {@code {"passages":[{"number":7,"title":"Alerts > E-mail","text":"…"}]}}
 * @param sources the addresses of passages by their numbers: {@code {"7":"https://docs.example/alerts"}}
 */
public record SearchResult(String text, String sources) {

    /** In UTF-16 units of the JSON: a longer result would be cut in the middle of a passage. */
    private static final int LONGEST = 24_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    static final String PASSAGES = "passages";

    /** Says in words for the model that a search found nothing. */
    public static SearchResult nothing(String message) {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        text.putArray(PASSAGES);
        return new SearchResult(text.put("message", message).toString(), "");
    }

    /** @param numbered gets the passages, as far as there is room for them */
    static SearchResult of(List<Passage> found, NumberedPassages numbered) {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        ArrayNode passages = text.putArray(PASSAGES);
        ObjectNode sources = JsonNodeFactory.instance.objectNode();
        int left = LONGEST - text.toString().length();
        for (Passage one : found) {
            Passage passage = passages.isEmpty() ? shortened(one, left) : one;
            left -= length(passage);
            if (left < 0) {
                break;
            }
            int number = numbered.add(passage);
            passages.add(json(number, passage));
            passage.page()
                    .address()
                    .ifPresent(address -> sources.put(Integer.toString(number), address.toASCIIString()));
        }
        return new SearchResult(text.toString(), sources.isEmpty() ? "" : sources.toString());
    }

    /** @param most the longest length of its JSON */
    private static Passage shortened(Passage passage, int most) {
        Passage shorter = passage;
        while (length(shorter) > most && !shorter.text().isEmpty()) {
            String half =
                    WholeCharacters.beginning(shorter.text(), shorter.text().length() / 2);
            shorter = new Passage(passage.page(), passage.headings(), half);
        }
        return shorter;
    }

    /** The length of its JSON, with any number and a comma: escapes can make a text six times as long. */
    private static int length(Passage passage) {
        return json(Integer.MAX_VALUE, passage).toString().length() + 1;
    }

    private static ObjectNode json(int number, Passage passage) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("number", number)
                .put("title", passage.titlePath())
                .put("text", passage.text());
    }

    /** Gives the passages of this result their numbers again. Ignores what cannot be read. */
    public void restore(NumberedPassages numbered) {
        JsonNode addresses = read(sources);
        for (JsonNode passage : read(text).path(PASSAGES)) {
            int number = passage.path("number").asInt();
            String title = passage.path("title").asText();
            Page page = new Page(title, title, address(addresses.path(Integer.toString(number))), Language.OTHER);
            numbered.put(
                    number, new Passage(page, List.of(), passage.path("text").asText()));
        }
    }

    private static Optional<URI> address(JsonNode address) {
        try {
            return address.isTextual()
                    ? Optional.of(new URI(address.textValue())).filter(Addresses::isOpenable)
                    : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException cut) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    /** Without the text: it is not for a log. */
    @Override
    public String toString() {
        return "SearchResult";
    }
}
