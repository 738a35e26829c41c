package io.parley.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.parley.chat.ChatMessage;
import io.parley.chat.ToolCall;
import io.parley.chat.Usage;
import io.parley.conversation.CallNumber;
import io.parley.conversation.Step;
import io.parley.conversation.Step.Status;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A step as Redis holds it. Scripts read the first two fields, in this order, without decoding the others:
 *
 * <pre>{@code
 * {"name":"asked/1","shown":"order_status","text":"","calls":[{"id":"call_a1","name":"order_status","arguments":"{}"}]}
 * {"name":"begun/1/1","shown":"order_status","tool":"order_status"}
 * {"name":"ended/1/1","shown":"order_status succeeded","tool":"order_status","status":"SUCCEEDED","trusted":false,"text":"…"}
 * }</pre>
 *
 * @param sources of a result whose parts come from documents; absent for others, and in what versions before wrote
 * @param shown what operators see of the step: names of tools, and how a call ended
 */
@JsonPropertyOrder({"name", "shown"})
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
record StoredStep(
        String name,
        String shown,
        @Nullable String tool,
        @Nullable Status status,
        @Nullable Boolean trusted,
        @Nullable String text,
        @Nullable String reasoning,
        @Nullable List<StoredCall> calls,
        @Nullable StoredUsage usage,
        @Nullable Boolean confirmed,
        @Nullable String sources) {

    StoredStep {
        shown = shown.replaceAll("[^a-zA-Z0-9_ -]", "_");
    }

    static StoredStep of(Step step) {
        if (step instanceof Step.Asked asked) {
            return of(asked);
        }
        if (step instanceof Step.Begun begun) {
            return new StoredStep(
                    begun.name(), begun.tool(), begun.tool(), null, null, null, null, null, null, null, null);
        }
        Step.Ended ended = (Step.Ended) step;
        return new StoredStep(
                ended.name(),
                ended.tool() + " " + ended.status().name().toLowerCase(Locale.ROOT),
                ended.tool(),
                ended.status(),
                ended.trusted(),
                ended.text(),
                null,
                null,
                null,
                null,
                ended.sources().isEmpty() ? null : ended.sources());
    }

    private static StoredStep of(Step.Asked asked) {
        ChatMessage.Assistant message = asked.message();
        return new StoredStep(
                asked.name(),
                message.calls().stream().map(ToolCall::name).collect(Collectors.joining(" ")),
                null,
                null,
                null,
                message.text(),
                message.reasoning(),
                message.calls().stream().map(StoredCall::of).toList(),
                StoredUsage.of(asked.usage()),
                asked.confirmed() ? true : null,
                null);
    }

    /** Fails with {@link UncheckedIOException} where something else was stored. */
    Step step() {
        String[] parts = name.split("/", -1);
        return switch (parts[0]) {
            case "asked" ->
                new Step.Asked(
                        number(parts, 1),
                        new ChatMessage.Assistant(
                                demand(text),
                                demand(calls).stream().map(StoredCall::call).toList(),
                                demand(reasoning)),
                        usage == null ? Usage.UNKNOWN : usage.usage(),
                        Boolean.TRUE.equals(confirmed));
            case "begun" -> new Step.Begun(call(parts), demand(tool));
            case "ended" ->
                new Step.Ended(
                        call(parts),
                        demand(tool),
                        demand(status),
                        demand(trusted),
                        demand(text),
                        sources == null ? "" : sources);
            default -> throw unreadable();
        };
    }

    private static CallNumber call(String[] parts) {
        return new CallNumber(number(parts, 1), number(parts, 2));
    }

    private static int number(String[] parts, int place) {
        if (place >= parts.length) {
            throw unreadable();
        }
        return Integer.parseInt(parts[place]);
    }

    /** Fails with {@link UncheckedIOException} if a field is absent. */
    static <T> T demand(@Nullable T value) {
        if (value == null) {
            throw unreadable();
        }
        return value;
    }

    private static UncheckedIOException unreadable() {
        return new UncheckedIOException(new IOException("Not a step that the ledger wrote"));
    }
}
