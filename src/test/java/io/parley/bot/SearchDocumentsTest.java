package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.ActivityBuilder;
import io.parley.activity.ChannelAccount;
import io.parley.activity.ConversationAccount;
import io.parley.agent.Display;
import io.parley.agent.KeptSteps;
import io.parley.agent.TurnContext;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.ToolDefinition;
import io.parley.chat.Usage;
import io.parley.conversation.Answer;
import io.parley.conversation.ConsentQuestion;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import io.parley.conversation.PendingCall;
import io.parley.conversation.Step;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeOf;
import io.parley.tools.FakeTool;
import io.parley.tools.Tool;
import io.parley.tools.Toolbox;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions whose answers the model looks up by itself, with a tool. */
class SearchDocumentsTest {

    private static final String[] FILES = {
        "alerts.md", "# Alerts\nAn alert is sent by e-mail.",
        "monitors.md", "# Monitors\nA monitor watches a website.",
        "invoices.md", "# Invoices\nAn invoice has an address.",
    };
    private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+),\"title\":\"(\\w+)\"");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Prompt> asked = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final Map<String, String> settings = new HashMap<>(Map.of("tool", "true", "unanswered-kept-for", "1h"));
    private final KeptSteps steps = new KeptSteps();
    private Toolbox tools = Toolbox.EMPTY;

    @Test
    void offersAToolInPlaceOfPassages() {
        says("Hello.");

        answer("How is an alert sent?");

        assertThat(asked).singleElement().satisfies(prompt -> {
            assertThat(prompt.tools()).extracting(ToolDefinition::name).containsExactly("search_documents");
            assertThat(prompt.current()).singleElement().satisfies(message -> assertThat(message.text())
                    .contains("search_documents", "[1]")
                    .doesNotContain("e-mail")
                    .endsWith("\n\nHow is an alert sent?"));
        });
    }

    @Test
    void offersItBesideTheOperatorsToolsInTheOrderOfTheirNames() {
        tools = FakeTool.box(FakeTool.reading("alert_status"), FakeTool.reading("uptime"));
        says("Hello.");

        answer("How is an alert sent?");

        assertThat(asked.get(0).tools())
                .extracting(ToolDefinition::name)
                .containsExactly("alert_status", "search_documents", "uptime");
    }

    @Test
    void namesSourcesOfSeveralSearchesByNumbersThatGoOn() {
        searches("alert e-mail");
        searches("monitor website");
        says("By e-mail [1]. It watches [2]. Never [3].");

        Answer answer = answer("How is an alert sent, and what is a monitor?");

        assertThat(answer.texts()).containsExactly("By e-mail [1]. It watches [2]. Never.");
        assertThat(addresses(answer)).containsExactly("https://docs.example/alerts", "https://docs.example/monitors");
        assertThat(outcome("cited")).isEqualTo(1);
        assertThat(registry.summary("parley.knowledge.passages.used").totalAmount())
                .isEqualTo(2);
    }

    @Test
    void keepsTheNumberOfAPassageThatIsFoundAgain() {
        searches("alert e-mail");
        searches("alert sent");
        says("By e-mail [1] [2].");

        assertThat(answer("How is an alert sent?").texts()).containsExactly("By e-mail [1].");
    }

    @Test
    void givesEachPassageOneNumberWhereSearchesRunSideBySide() {
        searches("alert e-mail", "monitor website", "invoice address");
        says("[1] [2] [3] [4]");

        Answer answer = answer("What is there?");

        Map<Integer, String> titles = new HashMap<>();
        results().forEach(result -> NUMBER.matcher(result)
                .results()
                .forEach(found -> titles.put(Integer.parseInt(found.group(1)), found.group(2))));
        assertThat(titles).hasSize(3).containsOnlyKeys(1, 2, 3);
        assertThat(names(answer)).containsExactly(titles.get(1), titles.get(2), titles.get(3));
    }

    @Test
    void showsTheModelNoAddress() {
        searches("alert e-mail");
        says("By e-mail [1].");

        answer("How is an alert sent?");

        assertThat(results())
                .singleElement()
                .asString()
                .contains("\"trusted\":false", "e-mail")
                .doesNotContain("docs.example");
    }

    @Test
    void showsNumbersOfPassagesWhileTheAnswerIsWritten() {
        searches("alert e-mail");
        says("By e-mail [1]. Never [2]. So.");

        answer("How is an alert sent?");

        assertThat(shown).last().isEqualTo("By e-mail [1]. Never. So.");
    }

    @Test
    void knowsThePassagesOfAnEarlierRunWithoutAnotherSearch() {
        searches("alert e-mail");
        searches("monitor website");
        says("Lost.");
        answer("How is an alert sent?");
        says("It watches [2]. By e-mail [1].");

        Answer answer = answer(
                KnowledgeOf.failing(settings, registry, kept),
                message("How is an alert sent?"),
                ConversationState.none(),
                new KeptSteps(steps.recorded().toArray(Step[]::new)));

        assertThat(answer.texts()).containsExactly("It watches [2]. By e-mail [1].");
        assertThat(addresses(answer)).containsExactly("https://docs.example/alerts", "https://docs.example/monitors");
        assertThat(registry.counter("parley.knowledge.search.failures").count()).isZero();
    }

    @Test
    void goesOnBehindTheNumbersOfAnEarlierRun() {
        searches("alert e-mail");
        says("Lost.");
        answer("How is an alert sent?");
        searches("monitor website");
        says("It watches [2].");

        Answer answer = answer(
                knowledge(),
                message("How is an alert sent?"),
                ConversationState.none(),
                new KeptSteps(steps.recorded().toArray(Step[]::new)));

        assertThat(addresses(answer)).containsExactly("https://docs.example/monitors");
    }

    @ParameterizedTest
    @CsvSource({
        "bicycle, We sell none., nothing_found, 1",
        "alert e-mail, By post., uncited, 1",
        "alert e-mail, By e-mail [1]., cited, 0",
    })
    void countsAnswersAndKeepsQuestionsThatFoundNothing(String query, String reply, String outcome, int questions) {
        searches(query);
        says(reply);

        answer("Do you sell bicycles?");

        assertThat(outcome(outcome)).isEqualTo(1);
        assertThat(kept).hasSize(questions).allMatch(question -> question.equals(outcome + ": Do you sell bicycles?"));
    }

    @Test
    void countsAnswersWithoutASearchAndDoesNotKeepTheirQuestions() {
        settings.put("uncited", "(Not from our documents.)");
        says("Hello!");

        assertThat(answer("Good morning!").texts()).containsExactly("Hello!");

        assertThat(outcome("not_searched")).isEqualTo(1);
        assertThat(kept).isEmpty();
    }

    @Test
    void saysBehindAnAnswerThatItNamesNoSource() {
        settings.put("uncited", "(Not from our documents.)");
        searches("alert e-mail");
        says("By post.");

        assertThat(answer("How is an alert sent?").texts()).containsExactly("By post.\n\n(Not from our documents.)");
    }

    @Test
    void tellsTheModelThatTheDocumentsCannotBeSearched() {
        searches("alert e-mail");
        says("I cannot look it up.");

        answer(
                KnowledgeOf.failing(settings, registry, kept),
                message("How is an alert sent?"),
                ConversationState.none(),
                steps);

        assertThat(results()).singleElement().asString().contains("\"error\":\"failed\"", "cannot be searched");
        assertThat(outcome("search_failed")).isEqualTo(1);
        assertThat(kept).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"{}", "{\"query\":\" \"}", "{\"query\":7}", "not json"})
    void refusesASearchWithoutAQuery(String arguments) {
        calls(new ToolCall("call_1", "search_documents", arguments));
        says("Sorry.");

        answer("How is an alert sent?");

        assertThat(results()).singleElement().asString().contains("not_made");
    }

    @Test
    void saysThatAQueryHasNothingToSearchFor() {
        searches("can you do that?");
        says("Sorry.");

        answer("How is an alert sent?");

        assertThat(results()).singleElement().asString().contains("no word to search for");
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void asksForConsentToAWriteAfterASearchUnlessDocumentsAreTrusted(String trusted, int writes) {
        FakeTool write = FakeTool.writing("close_incident");
        tools = FakeTool.box(write);
        settings.put("trusted", trusted);
        searches("alert e-mail");
        calls(new ToolCall("call_w", "close_incident", "{}"));
        says("Closed.");

        answer("Close it as the page says");

        assertThat(write.calls()).hasSize(writes);
    }

    @Test
    void letsTheModelSearchAfterTheUsersConsentToACall() {
        FakeTool write = FakeTool.writingWithConsent("send_alert");
        tools = FakeTool.box(write);
        ConversationState waiting = new ConversationState(
                true,
                List.of(new Exchange("How is an alert sent?", List.of("Shall I send one?"))),
                ConsentQuestion.about(PendingCall.of("c:0/1/1", "send_alert", "Send an alert", "{}", "user")));
        searches("alert e-mail");
        says("Sent by e-mail [1].");

        Answer answer = answer(knowledge(), message("Yes"), waiting, steps);

        assertThat(write.calls()).hasSize(1);
        assertThat(asked.get(0).current().get(0).text()).endsWith("\n\nYes");
        assertThat(addresses(answer)).containsExactly("https://docs.example/alerts");
    }

    @Test
    void remembersQuestionAndAnswerWithoutNumbers() {
        searches("alert e-mail");
        says("By e-mail [1].");

        assertThat(answer("How is an alert sent?").remembered().get(1).content())
                .startsWith("By e-mail.")
                .contains("search_documents")
                .doesNotContain("docs.example");
    }

    @Test
    void stopsTheStartWhereTheOperatorHasAToolOfThisName() {
        Toolbox own = FakeTool.box(FakeTool.reading("search_documents"));

        assertThatThrownBy(() -> SearchToolRules.check(own, knowledge(), Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_KNOWLEDGE_TOOL");
        SearchToolRules.check(own, KnowledgeOf.files(Map.of(), registry, FILES), Optional.empty());
    }

    @Test
    void stopsTheStartWhereAnAgentOfFoundryAnswers() {
        assertThatThrownBy(() -> SearchToolRules.check(Toolbox.EMPTY, knowledge(), Optional.of("support")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CHAT_AGENT");
    }

    @Test
    void stopsTheStartWhereItIsOneToolTooMany() {
        Toolbox own = FakeTool.box(IntStream.range(0, 128)
                .mapToObj(number -> FakeTool.reading("tool_" + number))
                .toArray(FakeTool[]::new));

        assertThatThrownBy(() -> SearchToolRules.check(own, knowledge(), Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_KNOWLEDGE_TOOL is one tool too many");
    }

    @ParameterizedTest
    @CsvSource({"127, false", "128, true"})
    void countsToolsThatServersWillListLater(int claimed, boolean tooMany) {
        Toolbox own = new Toolbox() {
            @Override
            public List<Tool> tools() {
                return List.of();
            }

            @Override
            public int most() {
                return claimed;
            }
        };

        assertThat(String.valueOf(catchThrowable(() -> SearchToolRules.check(own, knowledge(), Optional.empty()))))
                .matches(failure -> failure.contains("one tool too many") == tooMany);
    }

    private void searches(String... queries) {
        calls(Stream.of(queries)
                .map(query -> new ToolCall("call_" + query, "search_documents", "{\"query\":\"" + query + "\"}"))
                .toArray(ToolCall[]::new));
    }

    private void calls(ToolCall... calls) {
        replies.add(new Reply("", List.of(calls), Usage.UNKNOWN, Reply.Ending.COMPLETE));
    }

    private void says(String text) {
        replies.add(Reply.complete(text));
    }

    private Knowledge knowledge() {
        return KnowledgeOf.files(settings, registry, kept, FILES);
    }

    private Answer answer(String question) {
        return answer(knowledge(), message(question), ConversationState.none(), steps);
    }

    private Answer answer(Knowledge knowledge, Activity message, ConversationState state, KeptSteps turn) {
        Display display = shown::add;
        return Bots.with(model(), tools, Settings.with(), knowledge)
                .answer(message, state, new TurnContext(turn, display))
                .await()
                .indefinitely();
    }

    private ChatModel model() {
        return new ChatModel() {
            @Override
            public Uni<Reply> answer(Prompt prompt, Consumer<String> draft) {
                asked.add(prompt);
                Reply reply = replies.remove();
                draft.accept(reply.text());
                return Uni.createFrom().item(reply);
            }
        };
    }

    /** The results that the model read last. */
    private List<String> results() {
        return asked.get(asked.size() - 1).current().stream()
                .filter(ChatMessage.ToolResult.class::isInstance)
                .map(ChatMessage::text)
                .toList();
    }

    private double outcome(String outcome) {
        return registry.counter("parley.knowledge.answers", "outcome", outcome).count();
    }

    private static List<String> addresses(Answer answer) {
        return citations(answer)
                .map(claim -> claim.at("/appearance/url").asText())
                .toList();
    }

    private static List<String> names(Answer answer) {
        return citations(answer)
                .map(claim -> claim.at("/appearance/name").asText())
                .toList();
    }

    private static Stream<JsonNode> citations(Answer answer) {
        assertThat(answer.messages()).hasSize(1);
        List<JsonNode> claims = new ArrayList<>();
        answer.messages().get(0).entities().get(0).json().path("citation").forEach(claims::add);
        return claims.stream();
    }

    private static Activity message(String text) {
        return ActivityBuilder.builder()
                .type("message")
                .id("1")
                .channelId("msteams")
                .serviceUrl("https://smba.example")
                .from(new ChannelAccount("user", null, null, "user"))
                .recipient(new ChannelAccount("bot", null, null, "bot"))
                .conversation(new ConversationAccount("c", null, "personal", null, null))
                .text(text)
                .build();
    }
}
