package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.Remark;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests what {@code accept.lua} and {@code complete.lua} do when a user edits or deletes a message. */
@NullUnmarked
class RevisionTest extends TwoReplicas {

    private static final String OLD_ELEMENT = "{\"role\":\"user\",\"content\":\"old\"}";

    @Test
    void forgetsAMessageThatItsUserDeletesWithItsAnswerAndNothingElse() {
        Turn first = claim(FIRST);
        accept(SECOND);
        accept(THIRD);
        Turn second = next(first, answer("one", "two"));
        Turn third = next(second, answer("one", "two"));
        now(REDIS.api().rpush(List.of(CONVERSATION.key("history"), "{", "7", "null", OLD_ELEMENT)));

        now(ledger.endings().complete(third, Answer.revising(new Answer.Revision("2", null)), List.of(), true));
        now(ledger.endings().complete(third, Answer.revising(new Answer.Revision("2", null)), List.of(), true));
        Turn fourth = claim(Samples.message("c", "4", "fourth"));
        now(ledger.endings().complete(fourth, Answer.revising(new Answer.Revision("unknown", null)), List.of(), true));

        assertThat(strings(now(REDIS.api().lrange(CONVERSATION.key("history"), "0", "-1"))))
                .containsExactly(
                        "{\"role\":\"user\",\"content\":\"one\",\"activity\":\"1\"}",
                        "{\"role\":\"assistant\",\"content\":\"two\",\"activity\":\"1\"}",
                        "{",
                        "7",
                        "null",
                        OLD_ELEMENT);
    }

    @Test
    void remembersAMessageAsItsUserLeftIt() {
        Turn first = claim(FIRST);
        accept(SECOND);
        accept(THIRD);
        Turn second = next(first, answer("one", "two"));
        Turn third = next(second, answer("three", "four"));

        now(ledger.endings()
                .complete(third, Answer.revising(new Answer.Revision("2", Remark.ofUser("3"))), List.of(), true));
        now(ledger.endings()
                .complete(
                        claim(Samples.message("c", "4", "fourth")),
                        Answer.revising(new Answer.Revision("2", Remark.ofUser("three, edited"))),
                        List.of(),
                        true));

        assertThat(history()).extracting(Remark::content).containsExactly("one", "two", "three, edited", "four");
    }

    @Test
    void revisesNothingOnceAnotherHoldsTheConversation() {
        Turn first = claim(FIRST);
        accept(SECOND);
        Turn second = next(first, answer("one", "two"));
        now(ledger.leases().release(second.lease(), Duration.ZERO));

        assertThatThrownBy(() -> now(ledger.endings()
                        .complete(second, Answer.revising(new Answer.Revision("1", null)), List.of(), true)))
                .isInstanceOf(TurnException.LeaseLost.class);

        assertThat(history()).hasSize(2);
    }

    @Test
    void answersNothingToAMessageThatItsUserDeletesWhileItWaits() {
        Turn first = claim(FIRST);
        accept(SECOND);
        accept(changed("messageDelete", "2", null));

        assertThat(next(first, ANSWER).activity().type()).isEqualTo("messageDelete");
        assertThat(accept(SECOND).status()).isEqualTo(Acceptance.Status.DUPLICATE);
    }

    @Test
    void runsAMessageThatItsUserEditsWhileItWaitsAsItReadsNow() {
        Turn first = claim(FIRST);
        accept(SECOND);
        accept(changed("messageUpdate", "2", "2nd"));
        accept(changed("messageUpdate", "2", "second, edited"));

        Activity next = next(first, ANSWER).activity();

        assertThat(next.type()).isEqualTo("message");
        assertThat(next.text()).isEqualTo("second, edited");
        assertThat(next.id()).isEqualTo("2");
    }

    @Test
    void leavesAMessageThatRunsOrIsAwaitedAsItIs() {
        Activity awaited = Samples.one("webchat-message", json -> {
            ((ObjectNode) json.get("conversation")).put("id", "c");
            json.put("id", "2").put("text", "second").put("deliveryMode", "expectReplies");
        });
        Turn first = claim(FIRST);
        accept(awaited);
        String running = field(first, "activity");

        accept(changed("messageDelete", "1", null));
        accept(changed("messageDelete", "2", null));
        accept(changed("messageDelete", "unknown", null));

        assertThat(field(first, "activity")).isEqualTo(running);
        assertThat(next(first, ANSWER).activity()).isEqualTo(awaited);
    }

    private static Activity changed(String type, String id, @Nullable String text) {
        return Samples.one("webchat-message", json -> {
            ((ObjectNode) json.get("conversation")).put("id", "c");
            json.put("type", type).put("id", id).put("text", text).remove("channelData");
        });
    }
}
