package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteTest {

    private static final String BLOCK = """
            <blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1700000000200">
            <strong itemprop="mri" itemid="28:bot">Parley</strong><span itemprop="time" itemid="1700000000200"></span>
            <p itemprop="preview">Leave is &lt;30&gt; days</p></blockquote><p>is that still true?</p>""";

    @Test
    void isWhatTheEntitiesSay() {
        Activity message = Samples.one("teams-message-personal", json -> {
            ArrayNode entities = json.putArray("entities");
            for (String preview : List.of("one", " ", "two")) {
                entities.addObject()
                        .put("type", "quotedReply")
                        .putObject("quotedReply")
                        .put("senderId", "29:ann")
                        .put("preview", preview);
            }
            entities.addObject().put("type", "quotedReply").put("quotedReply", "odd");
            html(json.putArray("attachments"), BLOCK);
        });

        assertThat(Quote.of(message)).containsExactly(new Quote("29:ann", "one"), new Quote("29:ann", "two"));
    }

    @Test
    void isWhatTheHtmlOfOlderClientsSays() {
        assertThat(Quote.of(withHtml(BLOCK))).containsExactly(new Quote("28:bot", "Leave is <30> days"));
    }

    @Test
    void isNothingThatIsForwarded() {
        assertThat(Quote.of(withHtml(BLOCK.replace("/Reply", "/Forward")))).isEmpty();
        assertThat(Quote.of(withHtml("<p>schema.skype.com/Reply</p>"))).isEmpty();
    }

    @Test
    void isCutWhereItIsLong() {
        String emoji = "\ud83d\ude80";

        assertThat(Quote.of(withHtml(BLOCK.replace("Leave", emoji.repeat(1_500))))
                        .get(0)
                        .text())
                .isEqualTo(emoji.repeat(1_000));
    }

    private static Activity withHtml(String html) {
        return Samples.one("teams-message-personal", json -> html(json.putArray("attachments"), html));
    }

    private static void html(ArrayNode attachments, String html) {
        attachments.addObject().put("contentType", "text/html").put("content", html);
    }
}
