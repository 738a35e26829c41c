package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.http.ServerSentEvents.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionStreamTest {

    private static final String WORD = "{\"choices\":[{\"delta\":{\"content\":\"Hi\"}}],\"error\":null}";
    private static final String STOP = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String BLOCKED = "{\"choices\":[{\"finish_reason\":\"content_filter\"}]}";

    private final List<String> drafts = new ArrayList<>();
    private final CompletionStream stream =
            new CompletionStream(Translation.NONE, drafts::add, () -> "[id]", new Variables(Optional.empty(), true));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"\",\"choices\":[],\"prompt_filter_results\":[]}",
                "{\"id\":\"\",\"choices\":[],\"prompt_annotations\":[]}",
                "{\"choices\":null}",
                "{\"choices\":[{\"delta\":null}]}",
                "{\"choices\":[{\"delta\":{\"content\":null}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"\"}}]}",
                "{\"choices\":[{\"finish_reason\":null,\"content_filter_offsets\":{\"check_offset\":65}}]}",
                "{\"choices\":[],\"usage\":null}",
                "",
            })
    void passesOverWhatAddsNothing(String data) {
        add(data);
        add(WORD);
        add(STOP);

        assertThat(stream.completed().text()).isEqualTo("Hi");
        assertThat(drafts).containsExactly("Hi");
    }

    @ParameterizedTest
    @CsvSource({"42, 42", "1.50, 1.5", "true, true", "'[{\"text\":7},\"a\"]', 7a"})
    void takesWordsThatAGatewayTookForSomethingElse(String content, String text) {
        add("{\"choices\":[{\"delta\":{\"content\":" + content + "}}]}");
        add(STOP);

        assertThat(stream.completed().text()).isEqualTo(text);
    }

    @Test
    void showsWordsThatArriveTogetherOnce() {
        stream.add(new Event("", WORD));
        stream.add(new Event("", WORD));
        stream.show();
        stream.show();

        assertThat(drafts).containsExactly("HiHi");
    }

    @Test
    void copiesALongTextOnlyAsOftenAsItGrowsByAShare() {
        IntStream.range(0, 30_000).forEach(piece -> add(WORD));
        add(STOP);

        String text = stream.completed().text();
        assertThat(text).hasSize(60_000);
        assertThat(drafts).allMatch(text::startsWith);
        assertThat(drafts.stream().mapToLong(String::length).sum()).isLessThan(300L * text.length());
        assertThat(drafts.get(drafts.size() - 1)).hasSizeGreaterThan(59_000);
    }

    @Test
    void cutsATextThatHasNoEnd() {
        String sentence =
                "{\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}".formatted("word ".repeat(20) + "\\ud83d\\ude00");
        int pieces = CompletionStream.LONGEST_TEXT / 100;

        IntStream.range(0, pieces).forEach(piece -> add(sentence));

        assertThat(stream.isDone()).isTrue();
        Completed answer = stream.completed();
        assertThat(answer.finishReason()).contains("length");
        assertThat(answer.text())
                .hasSizeBetween(CompletionStream.LONGEST_TEXT - 1, CompletionStream.LONGEST_TEXT)
                .matches(text -> !Character.isHighSurrogate(text.charAt(text.length() - 1)));
    }

    @Test
    void cutsARefusalThatHasNoEnd() {
        String refusal = "{\"choices\":[{\"delta\":{\"refusal\":\"%s\"}}]}".formatted("No. ".repeat(1_000));

        IntStream.range(0, CompletionStream.LONGEST_TEXT / 1_000).forEach(piece -> add(refusal));

        assertThat(stream.isDone()).isTrue();
        assertThat(stream.completed().refusal()).hasSize(CompletionStream.LONGEST_TEXT);
    }

    @Test
    void staysBlockedWhateverComesLater() {
        add(WORD);
        add(BLOCKED);
        add(STOP);

        assertThat(stream.completed().finishReason()).contains("content_filter");
    }

    @Test
    void isBlockedAfterItsEndToo() {
        add(WORD);
        add(STOP);
        add(BLOCKED);

        assertThat(stream.completed().finishReason()).contains("content_filter");
    }

    @Test
    void takesNothingAfterTheServiceHasSaidThatThisIsAll() {
        add(WORD);
        add(STOP);
        add("[DONE]");
        add(WORD);

        assertThat(stream.isDone()).isTrue();
        assertThat(stream.completed().text()).isEqualTo("Hi");
    }

    @Test
    void isBrokenOffByTheFilter() {
        assertThatThrownBy(() -> add("{\"error\":{\"code\":\"content_filter\",\"message\":\"blocked\"}}"))
                .isInstanceOf(ChatException.Filtered.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "Hi there", "{\"choices\":{}}"})
    void doesNotQuoteWhatItCannotRead(String data) {
        assertThatThrownBy(() -> add(data))
                .isInstanceOf(ChatException.Unavailable.class)
                .hasMessageNotContaining("there")
                .hasNoCause();
    }

    @Test
    void showsNoHalfOfACharacter() {
        add("{\"choices\":[{\"delta\":{\"content\":\"Hi \\ud83d\"}}]}");
        add("{\"choices\":[{\"delta\":{\"content\":\"\\ude00!\"}}]}");
        add(STOP);

        assertThat(drafts).containsExactly("Hi ", "Hi 😀!");
        assertThat(stream.completed().text()).isEqualTo("Hi 😀!");
    }

    @ParameterizedTest
    @CsvSource({"Hi \\ud83d, Hi", "\\ude00 Hi, \uFFFD Hi", "\\ud83d Hi, \uFFFD Hi", "\\ud83d\\ud83d\\ude00, \uFFFD😀"})
    void endsWithNoHalfOfACharacter(String content, String text) {
        add("{\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}".formatted(content));
        add(STOP);

        assertThat(stream.completed().text().strip()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1", "\"12\"", "null", "[]", "{}", "true", "NaN", "99999999999999999999", "1e9"})
    void countsNothingThatCannotBe(String number) {
        add(WORD);
        add(STOP);
        add(("{\"choices\":[],\"usage\":{\"prompt_tokens\":%1$s,\"completion_tokens\":7,"
                        + "\"prompt_tokens_details\":%1$s,\"completion_tokens_details\":{\"reasoning_tokens\":%1$s}}}")
                .formatted(number));

        assertThat(stream.completed().usage()).isEqualTo(new Usage(0, 7, 0, 0));
    }

    @Test
    void putsCallsTogether() {
        for (String line : Fixtures.read("sse_tool_calls.sse").split("\\R")) {
            add(line.replaceFirst("^data: ?", ""));
        }

        assertThat(stream.completed().calls())
                .containsExactly(
                        new ToolCall("call_A1", "get_weather", "{\"city\":\"Paris\"}"),
                        new ToolCall("call_B2", "get_weather", "{\"city\":\"Rome\"}"));
        assertThat(stream.completed().finishReason()).contains("tool_calls");
        assertThat(drafts).isEmpty();
    }

    @Test
    void isAnsweringWithTheFirstOfACallButHasSaidNothing() {
        add("{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":[{\"index\":0,\"id\":\"a\"}]}}]}");

        assertThat(stream.isAnswering()).isTrue();
        assertThat(stream.hasBegun()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"none\"", "[null]", "[\"call\"]"})
    void readsNoCallsFromWhatIsNone(String calls) {
        assertThatThrownBy(() -> add("{\"choices\":[{\"delta\":{\"tool_calls\":%s}}]}".formatted(calls)))
                .isInstanceOf(ChatException.Unavailable.class);
    }

    private void add(String data) {
        stream.add(new Event("", data));
        stream.show();
    }
}
