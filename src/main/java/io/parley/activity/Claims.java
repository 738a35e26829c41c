package io.parley.activity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sources of a message, as an entity for Teams, Web Chat and Direct Line:
 *
 * <pre>{@code
 * {"type": "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org", "@id": "",
 *  "citation": [{"@type": "Claim", "@id": "https://docs.example/leave", "position": 1,
 *                "appearance": {"@type": "DigitalDocument", "name": "Leave", "abstract": "30 days …",
 *                               "url": "https://docs.example/leave"}}]}
 * }</pre>
 *
 * <p>Teams refuses the whole message for a name or abstract that is too long, a position that occurs twice, or more than 20 sources.
 */
public final class Claims {

    /** The claims of a message. */
    public static final int MOST = 20;

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_ABSTRACT = 160;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Claims() {}

    /** @param sources each with a number of its own */
    public static Entity forTeams(List<Source> sources) {
        return entity(sources.stream().map(Claims::claim));
    }

    /**
     * Web Chat shows the text of a source that has no address.
     *
     * @param sources each with a number of its own
     */
    public static Entity forWebChat(List<Source> sources) {
        Set<URI> named = new HashSet<>();
        return entity(sources.stream().map(source -> identified(source, named)));
    }

    private static Entity entity(Stream<ObjectNode> claims) {
        ObjectNode message = SchemaMessage.create();
        ArrayNode citation = message.putArray("citation");
        claims.limit(MOST).forEach(citation::add);
        return new Entity(message);
    }

    private static ObjectNode claim(Source source) {
        ObjectNode claim = JSON.objectNode().put("@type", "Claim").put("position", source.number());
        ObjectNode appearance = claim.putObject("appearance")
                .put("@type", "DigitalDocument")
                .put("name", cut(source.name(), LONGEST_NAME))
                .put("abstract", cut(source.excerpt(), LONGEST_ABSTRACT));
        source.address().ifPresent(address -> appearance.put("url", address.toASCIIString()));
        return claim;
    }

    /** Two claims with the same {@code @id} would be one. */
    private static ObjectNode identified(Source source, Set<URI> named) {
        ObjectNode claim = claim(source)
                .put(
                        "@id",
                        source.address()
                                .filter(named::add)
                                .map(URI::toASCIIString)
                                .orElse("_:c" + source.number()));
        if (source.address().isEmpty()) {
            claim.withObject("/appearance").put("text", source.excerpt()).put("encodingFormat", "text/markdown");
        }
        return claim;
    }

    /** Cuts a text to a length in UTF-16 units, and marks the cut. */
    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
