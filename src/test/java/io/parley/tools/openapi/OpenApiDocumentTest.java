package io.parley.tools.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.http.Parameter;
import io.parley.tools.http.Parameter.Place;
import io.parley.tools.schema.SchemaException;
import io.parley.tools.yaml.YamlText;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpenApiDocumentTest {

    private static final OperationChoices NONE = choices("{}");

    private static final String SHOP = """
            openapi: 3.0.3
            info: {title: Shop, version: '1'}
            servers: [{url: https://shop.example/api}]
            paths:
              /orders/{order}:
                parameters: [{$ref: '#/components/parameters/order'}]
                get:
                  operationId: order_status
                  summary: State of one order.
                  parameters:
                    - {name: fields, in: query, schema: {type: array, items: {type: string}}}
                    - {name: tags, in: query, explode: false, schema: {type: array, items: {type: string}}}
                    - {name: X-Region, in: header, schema: {type: string}}
                put:
                  operationId: change_order
                  description: Changes an order.
                  requestBody:
                    required: true
                    content:
                      application/json; charset=utf-8:
                        schema: {$ref: '#/components/schemas/Order'}
                      application/xml: {schema: {}}
                patch:
                  operationId: patch_order
                  description: Patches an order.
                  requestBody:
                    content:
                      application/json:
                        schema: {type: object, required: [order], properties: {order: {type: string}}}
              /broken:
                get: {operationId: broken, parameters: [{in: cookie, name: c}]}
            components:
              parameters:
                order: {name: order, in: path, required: true, description: Number., schema: {type: string, example: '4711'}}
              schemas:
                Order:
                  type: object
                  required: [id, city, note]
                  properties:
                    id: {type: string, readOnly: true}
                    city: {$ref: '#/components/schemas/City'}
                    note: {type: string, nullable: true, xml: {name: n}, x-internal: true}
                City: {type: string, enum: [Bern, Rome]}
            """;

    private static OpenApiOperation shop(String operation) {
        return document(SHOP).operation(operation, NONE);
    }

    private static OpenApiDocument document(String text) {
        return new OpenApiDocument(YamlText.parse(text).json());
    }

    private static OperationChoices choices(String fixed, String... headers) {
        ObjectNode values = (ObjectNode) YamlText.parse(fixed).json();
        return new OperationChoices(values, Set.of(), Set.of(headers));
    }

    @Test
    void makesArgumentsOfParameters() {
        OpenApiOperation read = shop("order_status");

        assertThat(read.description()).isEqualTo("State of one order.");
        assertThat(read.operation().method()).isEqualTo("GET");
        assertThat(read.operation().schema())
                .hasToString(
                        "{\"type\":\"object\",\"properties\":{\"order\":{\"type\":\"string\",\"description\":\"Number.\"},"
                                + "\"fields\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
                                + "\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},"
                                + "\"required\":[\"order\"],\"additionalProperties\":false}");
        assertThat(read.operation().parameters())
                .containsExactly(
                        new Parameter("order", "order", Place.PATH, false),
                        new Parameter("fields", "fields", Place.QUERY, true),
                        new Parameter("tags", "tags", Place.QUERY, false));
    }

    @Test
    void makesArgumentsOfThePropertiesOfABody() {
        OpenApiOperation read = shop("change_order");

        assertThat(read.operation().body()).isEmpty();
        assertThat(read.operation().schema().path("properties"))
                .hasToString("{\"order\":{\"type\":\"string\",\"description\":\"Number.\"},"
                        + "\"city\":{\"type\":\"string\",\"enum\":[\"Bern\",\"Rome\"]},"
                        + "\"note\":{\"type\":[\"string\",\"null\"]}}");
        assertThat(read.operation().schema().path("required")).hasToString("[\"order\",\"city\",\"note\"]");
    }

    @Test
    void keepsABodyTogetherWhenANameWouldClash() {
        OpenApiOperation read = shop("patch_order");

        assertThat(read.operation().body()).contains("body");
        assertThat(read.operation().schema().path("required")).hasToString("[\"order\"]");
    }

    @Test
    void showsNoFixedArgumentToTheModel() {
        OpenApiOperation read = document(SHOP).operation("order_status", choices("{fields: [state]}", "X-Region"));

        assertThat(read.operation().schema().path("properties").fieldNames())
                .toIterable()
                .containsExactly("order", "tags", "X-Region");
        assertThat(read.operation().parameters()).hasSize(4);
    }

    @Test
    void namesTheOperationsThereAre() {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> shop("order"))
                .withMessageContaining("order_status, change_order, patch_order, broken");
    }

    @Test
    void findsAnOperationByItsMethodAndPath() {
        OpenApiDocument document = document("openapi: 3.1.0\npaths:\n  /a/{b}:\n    get: {summary: One., parameters: "
                + "[{in: path, name: b, schema: {type: string}}]}\n");

        assertThat(document.operation("GET /a/{b}", NONE).operation().path()).isEqualTo("/a/{b}");
    }

    @Test
    void namesOperationsWithoutAnOperationIdByMethodAndPath() {
        OpenApiDocument document = document("openapi: 3.1.0\npaths:\n  /a:\n    post: {summary: One.}\n");

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> document.operation("op", NONE))
                .withMessageContaining("It has, for example: POST /a");
    }

    static List<Arguments> unsupported() {
        return List.of(
                Arguments.of("swagger: '2.0'", "/openapi"),
                Arguments.of("openapi: 4.0.0", "/openapi"),
                Arguments.of(operation("servers: [{url: https://elsewhere.example}]"), "/paths/~1a/get/servers"),
                Arguments.of(operation("callbacks: {}"), "/paths/~1a/get/callbacks"),
                Arguments.of(operation("parameters: [{in: cookie, name: c}]"), "/paths/~1a/get/parameters/0/in"),
                Arguments.of(
                        operation("parameters: [{in: query, name: c, style: deepObject, schema: {type: string}}]"),
                        "/paths/~1a/get/parameters/0/style"),
                Arguments.of(
                        operation("parameters: [{in: query, name: c, schema: {type: object}}]"),
                        "/paths/~1a/get/parameters/0/schema"),
                Arguments.of(
                        operation("parameters: [{in: query, name: c, content: {application/json: {}}}]"),
                        "/paths/~1a/get/parameters/0/content"),
                Arguments.of(
                        operation("parameters: [{in: header, name: c, required: true, schema: {type: string}}]"),
                        "/paths/~1a/get/parameters/0"),
                Arguments.of(
                        operation("parameters: [{$ref: 'https://elsewhere.example/p.yaml'}]"),
                        "/paths/~1a/get/parameters/0"),
                Arguments.of(
                        operation("parameters: [{in: query, name: c, schema: {patternProperties: {}}}]"),
                        "/paths/~1a/get/parameters/0/schema/patternProperties"),
                Arguments.of(
                        operation("requestBody: {content: {multipart/form-data: {schema: {}}}}"),
                        "/paths/~1a/get/requestBody/content"),
                Arguments.of(
                        operation("requestBody: {content: {application/json: {schema: {$ref: '#/nowhere'}}}}"),
                        "/paths/~1a/get/requestBody/content/application~1json/schema"),
                Arguments.of(
                        operation("requestBody: {content: {application/json: {schema: {$ref: '#/x'}}}}")
                                + "x: {type: object, properties: {more: {$ref: '#/x'}}}",
                        "/x/properties/more"),
                Arguments.of(schema("{type: text}"), SCHEMA + "/type"),
                Arguments.of(schema("{type: [string, string]}"), SCHEMA + "/type"),
                Arguments.of(schema("{enum: a}"), SCHEMA + "/enum"),
                Arguments.of(schema("{enum: []}"), SCHEMA + "/enum"),
                Arguments.of(schema("{minimum: one}"), SCHEMA + "/minimum"),
                Arguments.of(schema("{maximum: 1e999999999}"), SCHEMA + "/maximum"),
                Arguments.of(schema("{multipleOf: 0}"), SCHEMA + "/multipleOf"),
                Arguments.of(schema("{maxLength: -1}"), SCHEMA + "/maxLength"),
                Arguments.of(schema("{minItems: 1.5}"), SCHEMA + "/minItems"),
                Arguments.of(schema("{minimum: 5, maximum: 1}"), SCHEMA + "/minimum"),
                Arguments.of(schema("{pattern: [a]}"), SCHEMA + "/pattern"),
                Arguments.of(schema("{uniqueItems: 1}"), SCHEMA + "/uniqueItems"),
                Arguments.of(schema("{required: true}"), SCHEMA + "/required"),
                Arguments.of(schema("{required: [a, a]}"), SCHEMA + "/required"),
                Arguments.of(schema("{anyOf: []}"), SCHEMA + "/anyOf"),
                Arguments.of(schema("{oneOf: {type: string}}"), SCHEMA + "/oneOf"),
                Arguments.of(schema("{type: [object, 'null']}"), SCHEMA),
                Arguments.of(schema("{type: array, items: {type: object}}"), SCHEMA),
                Arguments.of(schema("{type: array, items: {type: array}}"), SCHEMA),
                Arguments.of(
                        operation("requestBody: {content: {application/json: {schema: {properties: [a]}}}}"),
                        "/paths/~1a/get/requestBody/content/application~1json/schema/properties"),
                Arguments.of(
                        operation(
                                "requestBody: {content: {application/json: {schema: {properties: {\"a\\u200b\": {}}}}}}"),
                        "/paths/~1a/get/requestBody/content/application~1json/schema/properties/a\u200b"),
                Arguments.of(operation("parameters: a"), "/paths/~1a/get/parameters"),
                Arguments.of(
                        operation("parameters: [{in: query, schema: {type: string}}]"),
                        "/paths/~1a/get/parameters/0/name"),
                Arguments.of(operation("parameters: [{in: path, name: b, schema: {type: string}}]"), "/paths/~1a/get"),
                Arguments.of(operation("summary: One.\n  /b: {post: {operationId: op}}"), "/paths"),
                Arguments.of("openapi: 3.1.0\npaths:\n  /a/{b}:\n    get: {operationId: op}\n", "/paths/~1a~1{b}/get"),
                Arguments.of("openapi: 3.1.0\npaths:\n  /a/../b:\n    get: {operationId: op}\n", "/paths/~1a~1..~1b"));
    }

    private static final String SCHEMA = "/paths/~1a/get/parameters/0/schema";

    private static String schema(String schema) {
        return operation("parameters: [{in: query, name: c, schema: " + schema + "}]");
    }

    private static String operation(String line) {
        return "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      operationId: op\n      " + line + "\n";
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void saysWhereItHasWhatIsNotSupported(String text, String pointer) {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> document(text).operation("op", NONE))
                .satisfies(wrong -> assertThat(wrong.pointer()).isEqualTo(pointer));
    }

    @Test
    void refusesAHeaderThatTheDocumentDoesNotHave() {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> document(SHOP).operation("order_status", choices("{}", "X-Other")))
                .withMessageContaining("has no header parameter X-Other");
    }

    /** OpenAPI 3.0 and JSON Schema write exclusive limits in two ways, and the model's service takes only the second. */
    @Test
    void translatesExclusiveLimits() {
        OpenApiOperation read = document(schema("{type: integer, minimum: 0, exclusiveMinimum: true, maximum: 9,"
                                + " exclusiveMaximum: false}")
                        .replace("3.1.0", "3.0.3"))
                .operation("op", NONE);

        assertThat(read.operation().schema().at("/properties/c"))
                .hasToString("{\"type\":\"integer\",\"maximum\":9,\"exclusiveMinimum\":0}");
    }

    @Test
    void refusesASchemaThatGrowsWithEachReference() {
        StringBuilder text =
                new StringBuilder(operation("requestBody: {content: {application/json: {schema: {$ref: '#/s0'}}}}"));
        for (int i = 0; i < 10; i++) {
            String next = "{$ref: '#/s" + (i + 1) + "'}";
            text.append("s%d: {type: object, properties: {a: %s, b: %s, c: %s, d: %s}}\n"
                    .formatted(i, next, next, next, next));
        }
        text.append("s10: {type: string}\n");

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> document(text.toString()).operation("op", NONE))
                .withMessageContaining("too large");
    }

    @Test
    void takesWhatItNeedsFromADocumentWithOtherFaults() {
        assertThat(document(SHOP.replace("broken", "other"))
                        .operation("order_status", NONE)
                        .operation()
                        .fixed())
                .isEqualTo(JsonNodeFactory.instance.objectNode());
    }
}
