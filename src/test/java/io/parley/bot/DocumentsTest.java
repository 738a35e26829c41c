package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.ActivityBuilder;
import io.parley.activity.ChannelAccount;
import io.parley.activity.ConversationAccount;
import io.parley.agent.Contexts;
import io.parley.chat.ChatException;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.conversation.Answer;
import io.parley.conversation.ConsentQuestion;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import io.parley.conversation.PendingCall;
import io.parley.conversation.Remark;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeOf;
import io.parley.tools.FakeTool;
import io.parley.tools.Toolbox;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that are answered from the operator's documents. */
class DocumentsTest {

    private static final String[] FILES = {
        "alerts.md", "# Alerts\nAn alert is sent by \"e-mail\".\n## Limits\nAn alert is sent 100 times a month.",
        "monitors.md", "# Monitors\nA monitor watches a website.",
    };

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Prompt> asked = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final List<String> drafts = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final FakeTool tool = FakeTool.writingWithConsent("send_alert");
    private String reply = "Alerts are sent by e-mail [1]. Twice [9].";
    private int refusals;

    @Test
    void putsPassagesBeforeTheQuestionAndLeavesTheSystemPromptAlone() {
        answer("msteams", "How is an alert sent?");

        assertThat(asked).singleElement().satisfies(prompt -> {
            assertThat(prompt.system().text()).isEqualTo("system prompt");
            assertThat(prompt.current()).singleElement().satisfies(message -> assertThat(message.text())
                    .contains("<documents>", "Alerts > Limits")
                    .endsWith("\n\nHow is an alert sent?"));
        });
    }

    @Test
    void remembersQuestionAndAnswerWithoutPassagesAndNumbers() {
        assertThat(answer("msteams", "How is an alert sent?").remembered())
                .containsExactly(
                        Remark.ofUser("How is an alert sent?"), Remark.ofBot("Alerts are sent by e-mail. Twice."));
    }

    @Test
    void namesSourcesOnTeamsByEntities() {
        Answer.Message message = only(answer("msteams", "How is an alert sent?"));

        assertThat(message.text()).isEqualTo("Alerts are sent by e-mail [1]. Twice.");
        assertThat(citations(message)).singleElement().satisfies(claim -> {
            assertThat(claim.path("position").intValue()).isEqualTo(1);
            assertThat(claim.at("/appearance/name").asText()).startsWith("Alerts");
            assertThat(claim.at("/appearance/url").asText()).isEqualTo("https://docs.example/alerts");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"webchat", "directline"})
    void namesSourcesOnWebChatByDefinitionsAndEntities(String channel) {
        Answer.Message message = only(answer(channel, "How is an alert sent?"));

        assertThat(message.text())
                .startsWith("Alerts are sent by e-mail [1]. Twice.\n\n[1]: https://docs.example/alerts \"Alerts")
                .doesNotContain("[2]:");
        assertThat(citations(message))
                .singleElement()
                .satisfies(claim -> assertThat(claim.path("@id").asText()).isEqualTo("https://docs.example/alerts"));
    }

    @Test
    void namesSourcesOnOtherChannelsInAList() {
        Answer.Message message = only(answer("slack", "How is an alert sent?"));

        assertThat(message.text())
                .matches(
                        "(?s)Alerts are sent by e-mail \\[1\\]\\. Twice\\.\n\n\\[1\\] Alerts.* - https://docs.example/alerts");
        assertThat(message.entities()).isEmpty();
    }

    @Test
    void givesEachMessageOfALongAnswerItsOwnSources() {
        reply = "Alerts are sent [1]. " + "word ".repeat(9_000) + "\n\nAnd more [2].";

        List<Answer.Message> messages =
                answer("msteams", "How is an alert sent?").messages();

        assertThat(messages).hasSize(2);
        assertThat(messages.stream().map(DocumentsTest::citations))
                .allMatch(claims -> claims.size() == 1)
                .extracting(claims -> claims.get(0).path("position").intValue())
                .containsExactly(1, 2);
    }

    @Test
    void showsNoDraftThatDiffersFromTheAnswer() {
        drafts.addAll(List.of("Alerts are sent", "Alerts are sent by e-mail [", "Alerts are sent by e-mail [1", reply));

        answer("msteams", "How is an alert sent?");

        assertThat(shown)
                .containsExactly(
                        "Alerts are sent",
                        "Alerts are sent by e-mail",
                        "Alerts are sent by e-mail",
                        "Alerts are sent by e-mail [1]. Twice.");
    }

    @Test
    void tellsTheModelThatNothingWasFound() {
        answer("msteams", "Can I buy a bicycle?");

        assertThat(asked).singleElement().satisfies(prompt -> assertThat(
                        prompt.current().get(0).text())
                .doesNotContain("<documents>")
                .startsWith("No document"));
        assertThat(count("nothing_found")).isEqualTo(1);
    }

    @Test
    void answersWithTheOperatorsSentenceWhereNothingWasFound() {
        Answer answer = answer(Map.of("not-found", "Please ask help@shop.example."), "msteams", "Can I buy a bicycle?");

        assertThat(answer.texts()).containsExactly("Please ask help@shop.example.");
        assertThat(asked).isEmpty();
        assertThat(count("nothing_found")).isEqualTo(1);
    }

    @Test
    void tellsTheModelThatTheDocumentsCannotBeSearched() {
        Map<String, String> settings =
                Map.of("not-found", "No page.", "uncited", "Not ours.", "unanswered-kept-for", "1h");

        Answer answer = Bots.with(
                        model(), Toolbox.EMPTY, Settings.with(), KnowledgeOf.failing(settings, registry, kept))
                .answer(
                        message("msteams", "How is an alert sent?"),
                        ConversationState.none(),
                        Contexts.showing(shown::add))
                .await()
                .indefinitely();

        assertThat(answer.texts()).containsExactly("Alerts are sent by e-mail. Twice.");
        assertThat(asked).singleElement().satisfies(prompt -> assertThat(
                        prompt.current().get(0).text())
                .startsWith("The documents of the operator cannot be searched")
                .endsWith("\n\nHow is an alert sent?"));
        assertThat(count("search_failed")).isEqualTo(1);
        assertThat(registry.counter("parley.knowledge.search.failures").count()).isEqualTo(1);
        assertThat(kept).isEmpty();
    }

    @Test
    void keepsLinksToTheHostsOfTheDocumentsOnly() {
        reply =
                "See [alerts](https://docs.example/alerts), [more](https://evil.example/?q=secret) and https://evil.example/?q=x [1].";

        assertThat(only(answer("msteams", "How is an alert sent?")).text())
                .startsWith("See [alerts](https://docs.example/alerts), more and ")
                .doesNotContain("evil")
                .endsWith("[1].");
    }

    @Test
    void keepsLinksToOtherHostsOutOfAnswersWithoutPassagesAsWell() {
        reply = "You are [welcome](https://evil.example/?q=secret).";

        assertThat(only(answer("msteams", "And can you?")).text()).isEqualTo("You are welcome.");
    }

    @Test
    void keepsLinksToHostsThatTheOperatorAllows() {
        reply = "See [more](https://forum.example/1) [1].";

        Answer answer = answer(
                Settings.with("actions.link-hosts", "forum.example"), Map.of(), "msteams", "How is an alert sent?");

        assertThat(only(answer).text()).isEqualTo(reply);
    }

    @Test
    void showsNoLinkToAnotherHostWhileTheAnswerIsWritten() {
        reply = "See [more](https://evil.example/?q=secret) at [alerts](https://docs.example/alerts) [1]. So it is.";
        drafts.addAll(IntStream.rangeClosed(1, reply.length())
                .mapToObj(end -> reply.substring(0, end))
                .toList());

        Answer.Message message = only(answer("msteams", "How is an alert sent?"));

        assertThat(message.text()).isEqualTo("See more at [alerts](https://docs.example/alerts) [1]. So it is.");
        assertThat(shown).isNotEmpty().allSatisfy(draft -> assertThat(message.text())
                .startsWith(draft));
    }

    @Test
    void leavesSmallTalkAlone() {
        reply = "You are welcome.";

        assertThat(only(answer("msteams", "And can you?")).text()).isEqualTo("You are welcome.");
        assertThat(asked.get(0).current().get(0).text()).isEqualTo("And can you?");
    }

    @Test
    void countsAnswersWithAndWithoutSources() {
        answer("msteams", "How is an alert sent?");
        reply = "I do not know.";
        answer("msteams", "How is an alert sent?");

        assertThat(count("cited")).isEqualTo(1);
        assertThat(count("uncited")).isEqualTo(1);
        assertThat(registry.get("parley.knowledge.search").timer().count()).isEqualTo(2);
    }

    @Test
    void keepsQuestionsThatAreNotAnsweredWhereTheOperatorWantsIt() {
        Map<String, String> settings = Map.of("unanswered-kept-for", "30d");
        answer(settings, "msteams", "How is an alert sent?");
        answer(settings, "msteams", "Can I buy a bicycle?");
        answer(settings, "msteams", "And can you?");
        reply = "I do not know.";
        answer(settings, "msteams", "Is an alert sent by letter?");

        assertThat(kept).containsExactly("nothing_found: Can I buy a bicycle?", "uncited: Is an alert sent by letter?");
    }

    @Test
    void keepsAQuestionThatIsAnsweredWithoutTheModel() {
        answer(
                Map.of("unanswered-kept-for", "30d", "not-found", "Please ask somebody."),
                "msteams",
                "Can I buy a bicycle?");

        assertThat(kept).containsExactly("nothing_found: Can I buy a bicycle?");
    }

    @Test
    void keepsNoQuestionUnlessTheOperatorWantsIt() {
        answer("msteams", "Can I buy a bicycle?");

        assertThat(kept).isEmpty();
    }

    @Test
    void marksAnAnswerWithoutSourcesWhereTheOperatorWantsIt() {
        reply = "I do not know.";

        assertThat(only(answer(Map.of("uncited", "(Not from the documents.)"), "msteams", "How is an alert sent?"))
                        .text())
                .isEqualTo("I do not know.\n\n(Not from the documents.)");
    }

    @Test
    void asksWithFewerPassagesWhereTheyAreTooMuchForTheModel() {
        refusals = 1;

        answer("msteams", "How is an alert sent?");

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).current().get(0).text().length())
                .isLessThan(asked.get(0).current().get(0).text().length());
    }

    @Test
    void givesPassagesForTheQuestionThatLedToACallAfterItsConsent() {
        reply = "I have sent one. Alerts are sent by e-mail [1].";

        Answer answer = agreed("How is an alert sent?");

        assertThat(tool.calls()).hasSize(1);
        assertThat(asked.get(0).current().get(0).text())
                .contains("<documents>", "An alert is sent")
                .endsWith("\n\nYes");
        assertThat(citations(only(answer))).hasSize(1);
        assertThat(answer.remembered().get(0)).isEqualTo(Remark.ofUser("Yes"));
    }

    @Test
    void makesACallAfterItsConsentWhereNoDocumentMentionsTheQuestion() {
        reply = "I have sent one.";

        agreed("Can I buy a bicycle?");

        assertThat(tool.calls()).hasSize(1);
        assertThat(asked.get(0).current().get(0).text()).isEqualTo("Yes");
    }

    @Test
    void saysThatTheMessageIsTooLongWhereOnePassageIsTooMuch() {
        refusals = 9;

        assertThat(answer("msteams", "How is an alert sent?").texts()).containsExactly("too long");
    }

    @Test
    void searchesAQuestionThatFollowsUpWithTheOneBefore() {
        Exchange before = new Exchange("How is an alert sent?", List.of("By e-mail."));

        answer(Map.of(), "msteams", "and how often?", new ConversationState(true, List.of(before)));

        assertThat(asked.get(0).current().get(0).text()).contains("Alerts > Limits");
    }

    private Answer answer(String channel, String question) {
        return answer(Map.of(), channel, question);
    }

    private Answer answer(Map<String, String> settings, String channel, String question) {
        return answer(settings, channel, question, ConversationState.none());
    }

    private Answer answer(Settings bot, Map<String, String> settings, String channel, String question) {
        return answer(bot, settings, message(channel, question), ConversationState.none());
    }

    private Answer answer(Map<String, String> settings, String channel, String question, ConversationState state) {
        return answer(Settings.with(), settings, message(channel, question), state);
    }

    private Answer answer(Settings bot, Map<String, String> settings, Activity message, ConversationState state) {
        Knowledge knowledge = KnowledgeOf.files(settings, registry, kept, FILES);
        return Bots.with(model(), Toolbox.EMPTY, bot, knowledge)
                .answer(message, state, Contexts.showing(shown::add))
                .await()
                .indefinitely();
    }

    private Answer agreed(String question) {
        ConversationState waiting = new ConversationState(
                true,
                List.of(new Exchange(question, List.of("Shall I send one?"))),
                ConsentQuestion.about(PendingCall.of("c:0/1/1", "send_alert", "Send an alert", "{}", "user")));
        return Bots.with(
                        model(),
                        () -> List.of(tool),
                        Settings.with(),
                        KnowledgeOf.files(Map.of(), registry, kept, FILES))
                .answer(message("msteams", "Yes"), waiting, Contexts.showing(shown::add))
                .await()
                .indefinitely();
    }

    private ChatModel model() {
        return new ChatModel() {
            @Override
            public Uni<Reply> answer(Prompt prompt, Consumer<String> draft) {
                asked.add(prompt);
                drafts.forEach(draft);
                return asked.size() <= refusals
                        ? Uni.createFrom().failure(new ChatException.TooLong("too long"))
                        : Uni.createFrom().item(Reply.complete(reply));
            }
        };
    }

    private double count(String outcome) {
        return registry.counter("parley.knowledge.answers", "outcome", outcome).count();
    }

    private static Answer.Message only(Answer answer) {
        assertThat(answer.messages()).hasSize(1);
        return answer.messages().get(0);
    }

    private static List<JsonNode> citations(Answer.Message message) {
        assertThat(message.entities()).hasSize(1);
        List<JsonNode> claims = new ArrayList<>();
        message.entities().get(0).json().path("citation").forEach(claims::add);
        return claims;
    }

    private static Activity message(String channel, String text) {
        return ActivityBuilder.builder()
                .type("message")
                .id("1")
                .channelId(channel)
                .serviceUrl("https://smba.example")
                .from(new ChannelAccount("user", null, null, "user"))
                .recipient(new ChannelAccount("bot", null, null, "bot"))
                .conversation(new ConversationAccount("c", null, "personal", null, null))
                .text(text)
                .build();
    }
}
