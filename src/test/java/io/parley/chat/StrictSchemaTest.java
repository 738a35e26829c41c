package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which schemas the service takes with {@code strict}. */
class StrictSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'object','properties':{},'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':['string','null'],'enum':['x',null]}},'required':['a'],"
                        + "'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'array','items':{'type':'object','properties':{'b':{'anyOf':"
                        + "[{'type':'string'},{'type':'integer'}]}},'required':['b'],'additionalProperties':false}}},"
                        + "'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'format':{'type':'string'}},'required':['format'],"
                        + "'additionalProperties':false}"
            })
    void takesSchemasOfTheSubset(String schema) throws Exception {
        assertThat(StrictSchema.accepts(MAPPER.readTree(schema.replace('\'', '"'))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type':'object'}",
                "{'type':'string'}",
                "{'type':'object','properties':{},'additionalProperties':true}",
                "{'type':'object','properties':{},'additionalProperties':{'type':'string'}}",
                "{'type':'object','properties':{'a':{'type':'string'}},'required':[],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'string','pattern':'x'}},'required':['a'],"
                        + "'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'object'}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'properties':{}}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'array','items':{'type':'string','minLength':1}}},"
                        + "'required':['a'],'additionalProperties':false}",
                "{'type':'object','anyOf':[{'type':'object'}],'properties':{},'additionalProperties':false}"
            })
    void refusesOthers(String schema) throws Exception {
        assertThat(StrictSchema.accepts(MAPPER.readTree(schema.replace('\'', '"'))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void refusesSchemasThatAreTooDeep(int levels) throws Exception {
        String schema = "{'type':'string'}";
        for (int level = 1; level < levels; level++) {
            schema =
                    "{'type':'object','properties':{'a':" + schema + "},'required':['a'],'additionalProperties':false}";
        }

        assertThat(StrictSchema.accepts(MAPPER.readTree(schema.replace('\'', '"'))))
                .isEqualTo(levels <= 5);
    }
}
