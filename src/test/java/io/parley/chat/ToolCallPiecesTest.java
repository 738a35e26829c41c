package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolCallPiecesTest {

    private final ToolCallPieces pieces = new ToolCallPieces();

    @Test
    void areJoinedByTheirIndex() {
        add("[{'index':1,'id':'b','function':{'name':'two','arguments':'{'}}]");
        add("[{'index':0,'id':'a','function':{'name':'one','arguments':''}}]");
        add("[{'index':1,'function':{'arguments':'}'}},{'index':0,'function':{'arguments':'{}'}}]");

        assertThat(pieces.complete()).containsExactly(new ToolCall("a", "one", "{}"), new ToolCall("b", "two", "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null              | {}",
                "''                | {}",
                "' '               | {}",
                "{'order':1}       | {\"order\":1}",
                "'{\\'order\\':' | {'order':",
            })
    void readArgumentsOfAnyKind(String arguments, String read) {
        add("[{'id':'a','function':{'name':'one','arguments':%s}}]".formatted(arguments));

        assertThat(pieces.complete().get(0).arguments()).isEqualTo(read);
    }

    @Test
    void haveIdsOfTheirOwn() {
        add(
                "[{'id':'a','function':{'name':'one'}},{'id':'a','function':{'name':'two'}},{'function':{'name':'three'}}]");

        assertThat(pieces.complete())
                .extracting(ToolCall::id)
                .doesNotHaveDuplicates()
                .startsWith("a");
    }

    @Test
    void haveIdsOfWholeCharacters() {
        add("[{'id':'a\\ud83d','function':{'name':'one'}}]");
        add("[{'index':1,'id':'%s\\ud83d\\ude00','function':{'name':'one'}}]".formatted("a".repeat(63)));

        assertThat(pieces.complete()).extracting(ToolCall::id).containsExactly("a", "a".repeat(63));
    }

    @ParameterizedTest
    @CsvSource({"multi_tool_use.parallel, multi_tool_use_parallel", "'', unnamed", "Ünique name, _nique_name"})
    void haveNamesThatTheServiceTakesBack(String name, String taken) {
        add("[{'id':'a','function':{'name':'%s'}}]".formatted(name));

        assertThat(pieces.complete().get(0).name()).isEqualTo(taken);
    }

    @Test
    void haveAnEnd() {
        assertThat(IntStream.range(0, 200).allMatch(index -> tryAdd("[{'index':%d}]".formatted(index))))
                .isFalse();
        ToolCallPieces others = new ToolCallPieces();
        String long64k = "[{'index':0,'function':{'arguments':'%s'}}]".formatted("x".repeat(65_536));
        assertThat(IntStream.range(0, 5).allMatch(index -> others.add(read(long64k))))
                .isFalse();
    }

    private void add(String json) {
        assertThat(tryAdd(json)).isTrue();
    }

    private boolean tryAdd(String json) {
        return pieces.add(read(json));
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper()
                    .configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true)
                    .readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
