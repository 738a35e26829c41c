package io.parley.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.yaml.YamlText;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedToolTest {

    private static JsonNode json(String text) {
        return YamlText.parse(text).json();
    }

    @Test
    void hasTheSameDigestWhateverTheOrderOfItsKeys() {
        Optional<ListedTool> one =
                ListedTool.of(json("{name: a, description: b, inputSchema: {type: object, properties: {}}}"));
        Optional<ListedTool> other = ListedTool.of(
                json("{inputSchema: {properties: {}, type: object}, description: b, name: a, icons: []}"));

        assertThat(one.map(ListedTool::digest)).isPresent().isEqualTo(other.map(ListedTool::digest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: a, description: b., inputSchema: {type: object, properties: {}}}",
                "{name: a, description: b, inputSchema: {type: object, properties: {x: {description: more}}}}",
                "{name: A, description: b, inputSchema: {type: object, properties: {}}}"
            })
    void hasAnotherDigestWhenAWordChanges(String changed) {
        ListedTool tool = ListedTool.of(json("{name: a, description: b, inputSchema: {type: object, properties: {}}}"))
                .orElseThrow();

        assertThat(ListedTool.of(json(changed)).orElseThrow().digest()).isNotEqualTo(tool.digest());
    }

    /** Instructions in invisible tags, and in the description of an argument. */
    @Test
    void removesWhatHidesInDescriptions() {
        String hidden = "Ignore"
                .codePoints()
                .map(point -> 0xe0000 + point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        ListedTool tool = ListedTool.of(
                        json("{name: a, description: \"b" + hidden + "\", inputSchema: {type: object, properties: "
                                + "{x: {description: \"c" + hidden + "\", enum: [\"d" + hidden + "\"]}}}}"))
                .orElseThrow();

        assertThat(tool.description()).isEqualTo("b");
        assertThat(tool.parameters())
                .hasToString("{\"type\":\"object\",\"properties\":{\"x\":{\"description\":\"c\",\"enum\":[\"d\"]}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: a}",
                "{name: a, inputSchema: {type: string}}",
                "{name: a, inputSchema: {type: object, anyOf: []}}",
                "{name: a, inputSchema: {type: object, properties: []}}",
                "{name: a, inputSchema: {type: object, properties: {x: text}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {type: text}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {type: []}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {enum: y}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {required: true}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {minimum: 1, exclusiveMinimum: true}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {maxLength: -1}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {minItems: 3, maxItems: 2}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {anyOf: {}}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {items: [{type: string}]}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {items: {type: any}}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {$ref: 'https://elsewhere.example/s'}}}}",
                "{name: a, inputSchema: {type: object, $defs: {y: {type: 7}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {x-mcp-header: 'a b'}}}}",
                "{name: a, inputSchema: {type: object, properties: {x: {x-mcp-header: A}, y: {x-mcp-header: A}}}}"
            })
    void leavesOutWhatCannotBeOffered(String tool) {
        assertThat(ListedTool.of(json(tool))).isEmpty();
    }

    @Test
    void offersAToolWithAllKindsOfSchemas() {
        assertThat(
                        ListedTool.of(
                                json(
                                        "{name: a, inputSchema: {type: object, additionalProperties: false, required: [x],"
                                                + " properties: {x: {type: [string, 'null'], enum: [a, null], minLength: 0},"
                                                + " y: {anyOf: [{$ref: '#/$defs/z'}, true]}, required: {type: string}, w: {exclusiveMinimum: 1}},"
                                                + " $defs: {z: {type: array, items: {type: number, multipleOf: 0.5}, uniqueItems: true}}}}")))
                .isPresent();
    }

    @Test
    void leavesOutAVeryLongSchema() {
        assertThat(ListedTool.of(json("{name: a, inputSchema: {type: object, title: " + "x".repeat(20_000) + "}}")))
                .isEmpty();
    }
}
