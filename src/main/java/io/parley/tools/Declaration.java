package io.parley.tools;

import io.parley.tools.ToolPolicy.Effect;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The operator's settings for one operation. Defaults follow from the operation itself.
 *
 * @param operation how its source names the operation
 * @param name what the model calls it
 * @param pin the digest that its description must have; only for operations that others describe
 */
public record Declaration(
        String operation,
        Optional<String> name,
        Optional<String> title,
        Optional<String> description,
        Optional<Effect> effect,
        boolean repeatable,
        Optional<Boolean> confirm,
        boolean trusted,
        Duration timeout,
        Optional<String> progress,
        Optional<String> pin) {

    /** Returns the policy of a tool. A write asks for consent unless the file says otherwise. */
    public ToolPolicy policy(Effect usual) {
        Effect effective = effect.orElse(usual);
        String shown = title.orElseGet(this::readable);
        return new ToolPolicy(
                shown,
                effective,
                repeatable,
                confirm.orElse(effective == Effect.WRITE),
                trusted,
                timeout,
                progress.orElseGet(() -> (effective == Effect.READ ? "Looking up: " : "Working on: ") + shown + " …"));
    }

    /** Returns this with another name for the model. */
    public Declaration named(String seen) {
        return new Declaration(
                operation,
                Optional.of(seen),
                title,
                description,
                effect,
                repeatable,
                confirm,
                trusted,
                timeout,
                progress,
                pin);
    }

    /** {@code monitor_status} and {@code monitorStatus} become {@code Monitor status}. */
    private String readable() {
        String words = operation
                .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("[^A-Za-z0-9]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
        return words.isEmpty() ? operation : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
