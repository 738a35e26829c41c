package io.parley.tools.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.yaml.YamlText;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {

    private static final String SCHEMA = """
            type: object
            required: [order]
            additionalProperties: false
            properties:
              order: {type: string, minLength: 2, maxLength: 5}
              count: {type: integer, minimum: 1, maximum: 9}
              share: {type: number, exclusiveMinimum: 0, maximum: 1, exclusiveMaximum: true}
              language: {type: [string, 'null'], enum: [de, en, null]}
              tags: {type: array, maxItems: 2, items: {type: string}}
              ship: {type: boolean}
              to: {type: object, required: [city], properties: {city: {$ref: '#/$defs/city'}}}
              either: {anyOf: [{type: string}, {type: integer}]}
              never: false
              any: {minimum: 1}
            $defs: {city: {type: string, const: Bern}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|order is required",
                "{\"order\":null}|order must be of type string",
                "{\"order\":4711}|order must be of type string",
                "{\"order\":\"1\"}|order is too short: 2 is the least",
                "{\"order\":\"123456\"}|order is too long: 5 is the most",
                "{\"order\":\"12\",\"count\":1.5}|count must be of type integer",
                "{\"order\":\"12\",\"count\":1e999}|count must be of type integer",
                "{\"order\":\"12\",\"share\":-1e999}|share must be of type number",
                "{\"order\":\"12\",\"any\":1e999}|any is out of its range, from 1",
                "{\"order\":\"12\",\"count\":0}|count is out of its range, from 1, up to 9",
                "{\"order\":\"12\",\"count\":10}|count is out of its range, from 1, up to 9",
                "{\"order\":\"12\",\"share\":0}|share is out of its range, up to 1",
                "{\"order\":\"12\",\"share\":1}|share is out of its range, up to 1",
                "{\"order\":\"12\",\"language\":\"fr\"}|language must be one of \"de\", \"en\", null",
                "{\"order\":\"12\",\"tags\":[\"a\",\"b\",\"c\"]}|tags is too long: 2 is the most",
                "{\"order\":\"12\",\"tags\":[1]}|an item of tags must be of type string",
                "{\"order\":\"12\",\"ship\":\"yes\"}|ship must be of type boolean",
                "{\"order\":\"12\",\"to\":{}}|to.city is required",
                "{\"order\":\"12\",\"to\":{\"city\":\"Rome\"}}|to.city must be \"Bern\"",
                "{\"order\":\"12\",\"either\":true}|either has none of the forms that it may have",
                "{\"order\":\"12\",\"never\":1}|never must be left out"
            })
    void saysWhatIsWrong(String arguments, String objection) {
        assertThat(SchemaCheck.objection(YamlText.parse(SCHEMA).json(), object(arguments)))
                .contains(objection);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"order\":\"12\"}",
                "{\"order\":\"12\",\"count\":2.0,\"share\":0.5,\"language\":null,\"tags\":[\"a\"],\"ship\":true}",
                "{\"order\":\"12\",\"to\":{\"city\":\"Bern\"},\"either\":1}",
                "{\"order\":\"12\",\"count\":null,\"invented\":1}"
            })
    void takesWhatFits(String arguments) {
        assertThat(SchemaCheck.objection(YamlText.parse(SCHEMA).json(), object(arguments)))
                .isEmpty();
    }

    @Test
    void endsWithASchemaThatRefersToItself() {
        String circle = """
                type: object
                properties: {a: {$ref: '#/properties/a'}, b: {$ref: '#/$defs/b'}, c: {$ref: 'https://elsewhere.example/c'}}
                $defs: {b: {oneOf: [{anyOf: [{$ref: '#/$defs/b'}, {$ref: '#/$defs/b'}]}, {$ref: '#/$defs/b'}]}}
                """;

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> SchemaCheck.objection(YamlText.parse(circle).json(), object("{\"a\":1,\"b\":1,\"c\":1}")));
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) YamlText.parse(json).json();
    }
}
