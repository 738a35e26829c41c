package io.parley.tools.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** Follows references within one document. A reference to another document is refused, never fetched. */
public final class References {

    private static final int MOST_HOPS = 10;

    private final JsonNode document;

    public References(JsonNode document) {
        this.document = document;
    }

    /** A part of a document, with its place. */
    public record Placed(JsonNode node, String pointer) {

        /** Returns the part below a key. */
        public Placed at(String key) {
            return new Placed(
                    node.path(key), pointer + "/" + key.replace("~", "~0").replace("/", "~1"));
        }

        /** Returns an element of a list. */
        public Placed at(int index) {
            return new Placed(node.path(index), pointer + "/" + index);
        }

        /** Returns a failure that names this place. */
        public SchemaException mistake(String message) {
            return new SchemaException(pointer, message);
        }
    }

    /**
     * Returns the part itself, or the part that its {@code $ref} leads to.
     *
     * @throws SchemaException when a reference leads out of the document, nowhere, or in a circle
     */
    public Placed resolve(Placed placed) {
        Placed current = placed;
        for (int hop = 0; current.node().has("$ref"); hop++) {
            String reference = current.node().path("$ref").asText();
            if (!reference.startsWith("#/") || hop == MOST_HOPS) {
                throw current.mistake("has a reference that does not lead within this document");
            }
            JsonNode target =
                    document.at(reference.substring(1).replace("%7B", "{").replace("%7D", "}"));
            if (target.isMissingNode()) {
                throw current.mistake("has a reference to nothing");
            }
            current = new Placed(target, reference.substring(1));
        }
        return current;
    }
}
