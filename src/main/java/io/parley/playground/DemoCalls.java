package io.parley.playground;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.ChatMessage;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.ToolChoice;
import io.parley.chat.ToolDefinition;
import io.parley.chat.Usage;
import io.parley.knowledge.Briefing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls tools by simple rules, in place of a model. A message that begins with the name of a tool calls it, with the
 * arguments that follow: {@code order_status order=4711}. Some words call the tools of the demo.
 */
final class DemoCalls {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern MONITOR = Pattern.compile("checkout|website|search");
    private static final Pattern ASKS_FOR_STATE = Pattern.compile("\\b(status|state|up|down|working)\\b");

    /** Such questions are answered by the documents. */
    private static final Pattern ASKS_HOW = Pattern.compile("^(how (do|can|to|does|should|is|are)|where|why|which)\\b");

    private static final String SEARCH = "search_documents";

    private final Prompt prompt;
    private final String said;
    private final String lower;

    private DemoCalls(Prompt prompt, String said) {
        this.prompt = prompt;
        this.said = said;
        this.lower = said.toLowerCase(Locale.ROOT);
    }

    /** Returns the calls for a question, or a text about their results; empty if no rule applies. */
    static Optional<Reply> reply(Prompt prompt) {
        List<ChatMessage> current = prompt.current();
        ChatMessage last = current.get(current.size() - 1);
        if (last instanceof ChatMessage.ToolResult) {
            return Optional.of(Reply.complete(DemoResults.words(prompt)));
        }
        return prompt.choice() != ToolChoice.NONE
                ? new DemoCalls(prompt, Briefing.question(last.text()).strip())
                        .call()
                        .map(DemoCalls::asking)
                : Optional.empty();
    }

    private static Reply asking(ToolCall call) {
        return new Reply("", List.of(call), Usage.UNKNOWN, Reply.Ending.COMPLETE);
    }

    private Optional<ToolCall> call() {
        return named().or(() -> ASKS_HOW.matcher(lower).find() ? Optional.empty() : meant())
                .or(this::search);
    }

    private Optional<ToolCall> search() {
        return offered(SEARCH).map(tool -> call(tool.name(), object().put("query", said)));
    }

    private Optional<ToolCall> meant() {
        if (lower.contains("acknowledge")) {
            return acknowledge();
        }
        if (lower.contains("report")) {
            return report();
        }
        return ASKS_FOR_STATE.matcher(lower).find() ? state() : Optional.empty();
    }

    private Optional<ToolCall> named() {
        String first = said.split("\\s", 2)[0];
        return offered(first).map(tool -> call(tool.name(), WrittenArguments.of(said, tool)));
    }

    private Optional<ToolDefinition> offered(String name) {
        return prompt.tools().stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    private Optional<ToolCall> acknowledge() {
        String incident = number().orElse("4711");
        return offered("acknowledge_incident").map(tool -> call(tool.name(), object().put("incident", incident)));
    }

    private Optional<ToolCall> report() {
        int days = number().map(Integer::parseInt)
                .filter(number -> number >= 1 && number <= 30)
                .orElse(7);
        return offered("uptime_report").map(tool -> call(tool.name(), object().put("days", days)));
    }

    private Optional<ToolCall> state() {
        Matcher named = MONITOR.matcher(lower);
        String monitor = named.find() ? named.group() : "checkout";
        return offered("monitor_status").map(tool -> call(tool.name(), object().put("monitor", monitor)));
    }

    private Optional<String> number() {
        Matcher number = NUMBER.matcher(said);
        return number.find() ? Optional.of(number.group()) : Optional.empty();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ToolCall call(String name, ObjectNode arguments) {
        return new ToolCall("demo_1", name, arguments.toString());
    }
}
