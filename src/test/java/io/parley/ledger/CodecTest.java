package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.activity.Attachment;
import io.parley.activity.Entity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.Answer.Message;
import io.parley.conversation.Answer.Revision;
import io.parley.conversation.InvokeResult;
import io.parley.conversation.PendingCall;
import io.parley.conversation.Remark;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two versions share one Redis during an upgrade: the format of the previous version is still read and written. */
class CodecTest {

    private static final Remark QUESTION = Remark.ofUser("Why is it red?");
    private static final Remark ANSWER = Remark.ofBot("A probe failed.");

    private final Codec codec = new Codec(Samples.MAPPER);

    /** What the previous version wrote, byte by byte. */
    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        new Answer(
                                List.of("A probe failed.", "Look at it."),
                                List.of(QUESTION, ANSWER),
                                false,
                                false,
                                true),
                        """
                        {"texts":["A probe failed.","Look at it."],"remembered":[{"role":"user","content":"Why is it red?"},\
                        {"role":"assistant","content":"A probe failed."}],"forgets":false,"welcomes":false,"generated":true,\
                        "leaves":false,"revision":null}"""),
                Arguments.of(new Answer(List.of("Hello"), List.of(), false, true, false), """
                        {"texts":["Hello"],"remembered":[],"forgets":false,"welcomes":true,"generated":false,"leaves":false,\
                        "revision":null}"""),
                Arguments.of(Answer.leaving(), """
                        {"texts":[],"remembered":[],"forgets":true,"welcomes":false,"generated":false,"leaves":true,\
                        "revision":null}"""),
                Arguments.of(Answer.revising(new Revision("7", QUESTION)), """
                        {"texts":[],"remembered":[],"forgets":false,"welcomes":false,"generated":false,"leaves":false,\
                        "revision":{"activityId":"7","question":{"role":"user","content":"Why is it red?"}}}"""));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void writesAndReadsAnswersAsTheVersionBefore(Answer answer, String json) {
        assertThat(codec.write(StoredAnswer.of(answer))).isEqualTo(json);
        assertThat(codec.read(json, StoredAnswer.class).answer()).isEqualTo(answer);
    }

    /** The previous version reads only these fields, and needs them. */
    @Test
    void keepsTheTextsOfMessagesThatCarryMoreWhereTheVersionBeforeReadsThem() {
        Attachment card = new Attachment(
                "application/vnd.microsoft.card.adaptive",
                null,
                Samples.read("{\"type\":\"AdaptiveCard\"}", JsonNode.class),
                null);
        Entity citations = new Entity(Samples.read("{\"type\":\"https://schema.org/Message\"}", JsonNode.class));
        List<Message> messages = List.of(Message.of("plain"), new Message("a card", List.of(card), List.of(citations)));
        Answer answer = new Answer(messages, List.of(QUESTION, ANSWER), false, false, true, false, null);

        String json = codec.write(StoredAnswer.of(answer));

        JsonNode stored = Samples.read(json, JsonNode.class);
        assertThat(stored.path("texts")).isEqualTo(Samples.read("[\"plain\",\"a card\"]", JsonNode.class));
        assertThat(stored.path("remembered")).hasSize(2).allMatch(remark -> remark.path("content")
                .isTextual());
        assertThat(codec.read(json, StoredAnswer.class).answer()).isEqualTo(answer);
    }

    @Test
    void readsWhatAnAnswerSaysAboutAQuestionForConsent() {
        PendingCall call = PendingCall.of("c:0/1/1", "close", "Close", "{}", "user");
        Answer answer = Answer.saying("Done")
                .waitingFor(Optional.of(call))
                .sentAs(Optional.of("card"))
                .replacing("card", Message.of("Done"))
                .resulting(InvokeResult.message("Done"));

        assertThat(codec.read(codec.write(StoredAnswer.of(answer)), StoredAnswer.class)
                        .answer())
                .isEqualTo(answer);
    }

    @Test
    void readsAnAnswerThatWasRecordedBeforeItToldWhoWroteIt() {
        String recorded = """
                {"texts": ["Hello"], "remembered": [], "forgets": false, "welcomes": true}
                """;

        assertThat(codec.read(recorded, StoredAnswer.class).answer())
                .isEqualTo(new Answer(List.of("Hello"), List.of(), false, true, false));
    }

    @Test
    void writesAndReadsHistoryAsTheVersionBefore() {
        assertThat(codec.write(QUESTION, null)).isEqualTo("{\"role\":\"user\",\"content\":\"Why is it red?\"}");
        assertThat(codec.write(ANSWER, "7"))
                .isEqualTo("{\"role\":\"assistant\",\"content\":\"A probe failed.\",\"activity\":\"7\"}");
        assertThat(codec.read(
                        "{\"role\":\"assistant\",\"content\":\"A probe failed.\",\"activity\":\"7\"}", Remark.class))
                .isEqualTo(ANSWER);
    }
}
