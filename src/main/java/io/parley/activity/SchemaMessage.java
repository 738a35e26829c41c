package io.parley.activity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The entity that describes a message in the words of schema.org: its label and its sources. A message has at most one. */
final class SchemaMessage {

    static final String TYPE = "https://schema.org/Message";

    private SchemaMessage() {}

    /** Creates an entity that says nothing yet. */
    static ObjectNode create() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPE)
                .put("@type", "Message")
                .put("@context", "https://schema.org")
                .put("@id", "");
    }
}
