package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.agent.Contexts;
import io.parley.chat.Reply;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Remark;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectionTest {

    private final Bot bot = Bots.with((prompt, draft) -> Uni.createFrom().item(Reply.complete("an answer")));

    @Test
    void forgetsWhatItsUserDeletes() {
        Activity deleted = Samples.one("teams-messageDelete-softDeleteMessage");

        assertThat(revision(deleted)).isEqualTo(new Answer.Revision("1666977568748", null));
    }

    @Test
    void remembersWhatItsUserEdits() {
        assertThat(revision(edit("two")).question()).isEqualTo(Remark.ofUser("two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u200b", "/reset", "/help"})
    void forgetsWhatIsNoQuestionAnyMore(String text) {
        assertThat(revision(edit(text)).question()).isNull();
    }

    @Test
    void answersNoEditAgain() {
        assertThat(answer(edit("two")).texts()).isEmpty();
        assertThat(answer(edit("/reset")).forgets()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"messageUpdate, false", "messageDelete, true"})
    void readsNoEditOfARoomThatIsNotForIt(String type, boolean expected) {
        Activity activity = Samples.one("teams-messageUpdate-editMessage", json -> {
            json.put("type", type).remove("attachments");
            ((ObjectNode) json.get("conversation")).put("isGroup", true);
        });

        assertThat(bot.concerns(activity)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"teams-messageUpdate-editMessage", "teams-messageDelete-softDeleteMessage"})
    void mindsNothingThatNamesNoMessage(String sample) {
        assertThat(bot.concerns(Samples.one(sample, json -> json.put("id", " "))))
                .isFalse();
    }

    private static Activity edit(String text) {
        return Samples.one("teams-messageUpdate-editMessage", json -> {
            json.put("text", text);
            json.remove("attachments");
        });
    }

    private Answer.Revision revision(Activity activity) {
        assertThat(bot.concerns(activity)).isTrue();
        return Objects.requireNonNull(answer(activity).revision());
    }

    private Answer answer(Activity activity) {
        return bot.answer(activity, ConversationState.none(), Contexts.unseen())
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
