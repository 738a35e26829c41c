package io.parley.tools.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The value at one place of a document. */
public final class YamlValue {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Node node;
    private final int line;

    private YamlValue(Node node, int line) {
        this.node = node;
        this.line = line;
    }

    static YamlValue of(Node node) {
        return new YamlValue(node, line(node));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** Returns the line from 1, which is that of its key if it has one. */
    public int line() {
        return line;
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** Whether this is a list. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Returns the entries of a mapping by their keys, in their order; none of anything else. */
    public Map<String, YamlValue> entries() {
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(entry -> add(entries, entry));
        }
        return entries;
    }

    private static void add(Map<String, YamlValue> entries, NodeTuple entry) {
        YamlValue key = of(entry.getKeyNode());
        String name = key.text().orElseThrow(() -> new YamlException(key.line(), "has a key that is not a text"));
        if (entries.put(name, new YamlValue(entry.getValueNode(), key.line())) != null) {
            throw new YamlException(key.line(), "has the key " + name + " twice");
        }
    }

    /** Returns the elements of a list; none of anything else. */
    public List<YamlValue> items() {
        return node instanceof SequenceNode list
                ? list.getValue().stream().map(YamlValue::of).toList()
                : List.of();
    }

    /** Returns what is written, with or without quotes; empty for a mapping, a list and nothing. */
    public Optional<String> text() {
        return node instanceof ScalarNode scalar && !Scalar.of(scalar).isNull()
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    /** Returns this as JSON. */
    public JsonNode json() {
        if (isMapping()) {
            ObjectNode object = JSON.objectNode();
            entries().forEach((key, value) -> object.set(key, value.json()));
            return object;
        }
        if (isList()) {
            ArrayNode array = JSON.arrayNode();
            items().forEach(item -> array.add(item.json()));
            return array;
        }
        return Scalar.of((ScalarNode) node);
    }
}
