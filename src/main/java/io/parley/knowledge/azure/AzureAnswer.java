package io.parley.knowledge.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.chat.WholeCharacters;
import io.parley.http.Loopback;
import io.parley.knowledge.Found;
import io.parley.knowledge.Language;
import io.parley.knowledge.Page;
import io.parley.knowledge.Passage;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The service's answer to a search:
 *
 * <pre>{@code
 * {"@search.semanticPartialResponseReason":"capacityOverloaded",
 *  "value":[{"@search.score":0.03,"@search.rerankerScore":2.9,"content":"…","title":"Returns","url":"https://docs.example/returns"}]}
 * }</pre>
 *
 * @param unranked whether the semantic ranker gave up
 */
record AzureAnswer(List<Found> found, boolean unranked) {

    /** In UTF-16 units: an index should hold passages, not whole documents. */
    private static final int LONGEST_TEXT = 6_000;

    private static final int LONGEST_TITLE = 300;

    /** @throws AzureSearchException.Refused if this is no answer to a search, or nothing in it has a text */
    static AzureAnswer read(JsonNode json, AzureIndex index) {
        JsonNode values = json.path("value");
        if (!values.isArray()) {
            throw new AzureSearchException.Refused(index.title() + " did not answer as a search service does: check "
                    + AzureIndex.VARIABLE + "ENDPOINT.");
        }
        List<Found> found = new ArrayList<>();
        values.forEach(value -> found(value, index.fields()).ifPresent(found::add));
        if (found.isEmpty() && !values.isEmpty()) {
            throw new AzureSearchException.Refused(index.title() + " found documents without a text in the field "
                    + index.fields().content() + ": check " + AzureIndex.VARIABLE + "CONTENT_FIELD.");
        }
        return new AzureAnswer(found, json.hasNonNull("@search.semanticPartialResponseReason"));
    }

    private static Optional<Found> found(JsonNode value, AzureIndex.Fields fields) {
        String text = value.path(fields.content()).asText().strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        JsonNode ranked = value.path("@search.rerankerScore");
        double score = ranked.isNumber()
                ? ranked.doubleValue()
                : value.path("@search.score").asDouble();
        return Optional.of(new Found(
                new Passage(page(value, fields), List.of(), WholeCharacters.beginning(text, LONGEST_TEXT)), score));
    }

    private static Page page(JsonNode value, AzureIndex.Fields fields) {
        Optional<URI> address =
                fields.url().map(field -> value.path(field).asText()).flatMap(AzureAnswer::address);
        String title = WholeCharacters.beginning(
                value.path(fields.title()).asText().replaceAll("\\s+", " ").strip(), LONGEST_TITLE);
        String shown = title.isEmpty() ? address.map(URI::toString).orElse("A document") : title;
        return new Page(
                address.map(URI::toString).orElse(shown),
                shown,
                address,
                fields.language()
                        .map(field -> value.path(field).asText())
                        .flatMap(Language::of)
                        .orElse(Language.OTHER));
    }

    /** Only what users may be sent to: as for documents of a folder. */
    private static Optional<URI> address(String text) {
        try {
            return Optional.of(new URI(text.strip()))
                    .filter(address -> address.getUserInfo() == null && Loopback.isSafe(address));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
