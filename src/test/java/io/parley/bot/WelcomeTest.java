package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.agent.Contexts;
import io.parley.chat.Reply;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the bot welcomes, and when it forgets that it did. */
class WelcomeTest {

    private static final String BOT = "28:c9e8c047-2a74-40a2-b28a-b162d5f5327c";

    private final Bot bot = Bots.with((prompt, draft) -> Uni.createFrom().item(Reply.complete("an answer")));

    @ParameterizedTest
    @CsvSource({
        "true, " + BOT + ", true",
        "true, 29:ann, false",
        "true, 29:ann " + BOT + ", true",
        "false, " + BOT + ", false",
        "false, 29:ann, true",
        "false, 29:ann " + BOT + ", true",
    })
    void greetsARoomWhenItComesAndAChatWhenItsUserComes(boolean shared, String members, boolean expected) {
        assertThat(bot.concerns(update(shared, json -> add(json.putArray("membersAdded"), members))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "add, 19:general@thread, true",
        "add, 19:general@thread;messageid=1, true",
        "add, 19:other@thread, false",
        "add-upgrade, 19:general@thread, false",
        "remove-upgrade, 19:general@thread, false"
    })
    void greetsATeamInOneOfItsChannels(String action, String conversation, boolean expected) {
        assertThat(bot.concerns(update(true, json -> {
                    json.put("type", "installationUpdate").put("action", action);
                    ((ObjectNode) json.get("conversation")).put("id", conversation);
                    ((ObjectNode) json.at("/channelData/team")).put("id", "19:general@thread");
                })))
                .isEqualTo(expected);
    }

    @Test
    void greetsWhoInstallsItForHimself() {
        Activity installed = Samples.one("teams-message-personal", json -> json.put("type", "installationUpdate")
                .put("action", "add"));

        assertThat(answer(installed)).isEqualTo(Answer.welcoming("welcome"));
    }

    @Test
    void forgetsWhatItIsRemovedFrom() {
        Activity removed = update(true, json -> add(json.putArray("membersRemoved"), "29:ann " + BOT));
        Activity uninstalled =
                update(false, json -> json.put("type", "installationUpdate").put("action", "remove"));

        assertThat(List.of(removed, uninstalled)).allSatisfy(activity -> {
            assertThat(bot.concerns(activity)).isTrue();
            assertThat(answer(activity)).isEqualTo(Answer.leaving());
        });
        assertThat(Answer.leaving().forgets()).isTrue();
        assertThat(Answer.leaving().texts()).isEmpty();
    }

    @Test
    void mindsNobodyElseWhoLeaves() {
        assertThat(bot.concerns(update(true, json -> add(json.putArray("membersRemoved"), "29:ann"))))
                .isFalse();
    }

    private Answer answer(Activity activity) {
        return bot.answer(activity, ConversationState.none(), Contexts.unseen())
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static Activity update(boolean shared, Consumer<ObjectNode> change) {
        return Samples.one("teams-conversationUpdate-team-bot-added", json -> {
            json.remove("membersAdded");
            ObjectNode conversation = (ObjectNode) json.get("conversation");
            conversation.put("isGroup", shared).put("conversationType", shared ? "channel" : "personal");
            change.accept(json);
        });
    }

    private static void add(ArrayNode members, String ids) {
        for (String id : ids.split(" ")) {
            members.addObject().put("id", id);
        }
    }
}
