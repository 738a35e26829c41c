package io.parley.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.parley.chat.ChatMessage;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.ToolChoice;
import io.parley.chat.ToolDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCallsTest {

    private static final List<ToolDefinition> TOOLS = Stream.of(
                    "monitor_status", "acknowledge_incident", "uptime_report", "order_status")
            .map(name -> new ToolDefinition(
                    name,
                    "",
                    JsonNodeFactory.instance
                            .objectNode()
                            .set(
                                    "properties",
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .set(
                                                    "order",
                                                    JsonNodeFactory.instance
                                                            .objectNode()
                                                            .put("type", "string")))))
            .toList();

    private static Prompt prompt(ToolChoice choice, ChatMessage... current) {
        return new Prompt(new ChatMessage.System("You are a bot."), List.of(), List.of(current), TOOLS, choice);
    }

    @Test
    void searchesTheDocumentsWhereThatIsATool() {
        ToolDefinition search = new ToolDefinition("search_documents", "", JsonNodeFactory.instance.objectNode());
        Prompt prompt = new Prompt(
                new ChatMessage.System("You are a bot."),
                List.of(),
                List.of(ChatMessage.user("How do I add a monitor?")),
                List.of(search),
                ToolChoice.AUTO);

        assertThat(DemoCalls.reply(prompt))
                .map(Reply::calls)
                .contains(
                        List.of(new ToolCall("demo_1", "search_documents", "{\"query\":\"How do I add a monitor?\"}")));
    }

    @Test
    void quotesTheBestPassageOfASearch() {
        String result = "{\"tool\":\"search_documents\",\"trusted\":false,\"result\":{\"passages\":["
                + "{\"number\":4,\"title\":\"Monitors\",\"text\":\"Press Add.\"},{\"number\":5,\"title\":\"t\",\"text\":\"x\"}]}}";

        assertThat(DemoCalls.reply(prompt(
                        ToolChoice.AUTO,
                        ChatMessage.user("How?"),
                        new ChatMessage.Assistant("", List.of(new ToolCall("demo_1", "search_documents", "{}"))),
                        new ChatMessage.ToolResult("demo_1", result))))
                .map(Reply::text)
                .hasValueSatisfying(text -> assertThat(text).endsWith("Press Add.\n\n[4]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Is the website up?|monitor_status|{\"monitor\":\"website\"}",
                "What is the status?|monitor_status|{\"monitor\":\"checkout\"}",
                "Please acknowledge incident 4712|acknowledge_incident|{\"incident\":\"4712\"}",
                "A report on 14 days|uptime_report|{\"days\":14}",
                "order_status order=4711 count=2 note=\"a b\"|order_status|{\"order\":\"4711\",\"count\":2,\"note\":\"a b\"}"
            })
    void callsByPlainRules(String said, String tool, String arguments) {
        assertThat(DemoCalls.reply(prompt(ToolChoice.AUTO, ChatMessage.user(said))))
                .map(Reply::calls)
                .contains(List.of(new ToolCall("demo_1", tool, arguments)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I add a monitor?",
                "how can I acknowledge an incident?",
                "Where is the uptime report?",
                "Why is a monitor down?"
            })
    void leavesQuestionsToTheDocumentsThatAskHow(String said) {
        assertThat(DemoCalls.reply(prompt(ToolChoice.AUTO, ChatMessage.user(said))))
                .isEmpty();
    }

    @Test
    void callsNothingWhereItMayNot() {
        assertThat(DemoCalls.reply(prompt(ToolChoice.NONE, ChatMessage.user("Is the website up?"))))
                .isEmpty();
        assertThat(DemoCalls.reply(prompt(ToolChoice.AUTO, ChatMessage.user("Hello"))))
                .isEmpty();
    }

    @Test
    void saysWhatCameOfACall() {
        ToolCall call = new ToolCall("demo_1", "monitor_status", "{}");

        assertThat(DemoCalls.reply(prompt(
                        ToolChoice.AUTO,
                        ChatMessage.user("Is the website up?"),
                        new ChatMessage.Assistant("", List.of(call)),
                        new ChatMessage.ToolResult(
                                "demo_1", "{\"tool\":\"monitor_status\",\"result\":{\"state\":\"up\"}}"))))
                .map(Reply::text)
                .contains("I am the demo model, not a real one. My rules called monitor_status. The results:\n\n"
                        + "{\"state\":\"up\"}");
    }
}
