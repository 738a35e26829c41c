package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionStreamTest {

    private static final String WORD = "{\"choices\":[{\"delta\":{\"content\":\"Hi\"}}],\"error\":null}";
    private static final String STOP = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String BLOCKED = "{\"choices\":[{\"finish_reason\":\"content_filter\"}]}";

    private final List<String> drafts = new ArrayList<>();
    private final CompletionStream stream = new CompletionStream(drafts::add);

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
        stream.add(data);
        stream.add(WORD);
        stream.add(STOP);

        assertThat(stream.completed("").text()).isEqualTo("Hi");
        assertThat(drafts).containsExactly("Hi");
    }

    @Test
    void copiesALongTextOnlyAsOftenAsItGrowsByAShare() {
        IntStream.range(0, 100_000).forEach(piece -> stream.add(WORD));
        stream.add(STOP);

        String text = stream.completed("").text();
        assertThat(text).hasSize(200_000);
        assertThat(drafts).allMatch(text::startsWith);
        assertThat(drafts.stream().mapToLong(String::length).sum()).isLessThan(300L * text.length());
        assertThat(drafts.get(drafts.size() - 1)).hasSizeGreaterThan(199_000);
    }

    @Test
    void cutsATextThatHasNoEnd() {
        String sentence =
                "{\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}".formatted("word ".repeat(20) + "\\ud83d\\ude00");
        int pieces = CompletionStream.LONGEST_TEXT / 100;

        IntStream.range(0, pieces).forEach(piece -> stream.add(sentence));

        assertThat(stream.isDone()).isTrue();
        Completed answer = stream.completed("");
        assertThat(answer.finishReason()).contains("length");
        assertThat(answer.text())
                .hasSizeBetween(CompletionStream.LONGEST_TEXT - 1, CompletionStream.LONGEST_TEXT)
                .matches(text -> !Character.isHighSurrogate(text.charAt(text.length() - 1)));
    }

    @Test
    void cutsARefusalThatHasNoEnd() {
        String refusal = "{\"choices\":[{\"delta\":{\"refusal\":\"%s\"}}]}".formatted("No. ".repeat(1_000));

        IntStream.range(0, CompletionStream.LONGEST_TEXT / 1_000).forEach(piece -> stream.add(refusal));

        assertThat(stream.isDone()).isTrue();
        assertThat(stream.completed("").refusal()).hasSize(CompletionStream.LONGEST_TEXT);
    }

    @Test
    void staysBlockedWhateverComesLater() {
        stream.add(WORD);
        stream.add(BLOCKED);
        stream.add(STOP);

        assertThat(stream.completed("").finishReason()).contains("content_filter");
    }

    @Test
    void isBlockedAfterItsEndToo() {
        stream.add(WORD);
        stream.add(STOP);
        stream.add(BLOCKED);

        assertThat(stream.completed("").finishReason()).contains("content_filter");
    }

    @Test
    void takesNothingAfterTheServiceHasSaidThatThisIsAll() {
        stream.add(WORD);
        stream.add(STOP);
        stream.add("[DONE]");
        stream.add(WORD);

        assertThat(stream.isDone()).isTrue();
        assertThat(stream.completed("").text()).isEqualTo("Hi");
    }

    @Test
    void isBrokenOffByTheFilter() {
        assertThatThrownBy(() -> stream.add("{\"error\":{\"code\":\"content_filter\",\"message\":\"blocked\"}}"))
                .isInstanceOf(ChatException.Filtered.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "Hi there", "[]", "{\"choices\":{}}"})
    void doesNotQuoteWhatItCannotRead(String data) {
        assertThatThrownBy(() -> stream.add(data))
                .isInstanceOf(ChatException.Unavailable.class)
                .hasMessageNotContaining("there")
                .hasNoCause();
    }
}
