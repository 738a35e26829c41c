package io.parley.tools.file;

import io.parley.tools.Declaration;
import io.parley.tools.ToolPolicy.Effect;
import io.parley.tools.ToolText;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the keys of an operation that all sources have: its name, its effect, and its use. */
final class DeclarationReader {

    private static final Set<String> KEYS =
            Set.of("name", "title", "description", "effect", "repeatable", "confirm", "trusted", "timeout", "progress");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern PIN = Pattern.compile("[0-9a-f]{64}");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final int LONGEST_TITLE = 80;
    private static final int LONGEST_PROGRESS = 200;

    private final boolean trusted;
    private final Duration timeout;
    private final Set<String> keys;

    /** @param more further keys of this kind of source */
    DeclarationReader(Setting source, Set<String> more) {
        this.trusted = source.optional("trusted").map(Setting::flag).orElse(false);
        this.timeout = source.optional("timeout")
                .map(setting -> setting.duration(LONGEST))
                .orElse(USUAL);
        this.keys = new HashSet<>(KEYS);
        this.keys.addAll(more);
    }

    Declaration read(String operation, Setting setting) {
        setting.allow(keys);
        return new Declaration(
                operation,
                setting.optional("name").map(DeclarationReader::name),
                setting.optional("title").map(title -> clean(title, LONGEST_TITLE)),
                setting.optional("description").map(text -> clean(text, ToolText.LONGEST_DESCRIPTION)),
                setting.optional("effect").map(effect -> effect.choice(Effect.class)),
                setting.optional("repeatable").map(Setting::flag).orElse(false),
                setting.optional("confirm").map(Setting::flag),
                setting.optional("trusted").map(Setting::flag).orElse(trusted),
                setting.optional("timeout").map(time -> time.duration(LONGEST)).orElse(timeout),
                setting.optional("progress").map(progress -> clean(progress, LONGEST_PROGRESS)),
                pin(setting));
    }

    private Optional<String> pin(Setting setting) {
        return keys.contains("pin") ? setting.optional("pin").map(DeclarationReader::pinned) : Optional.empty();
    }

    private static String pinned(Setting setting) {
        String pin = setting.text();
        if (!PIN.matcher(pin).matches()) {
            throw setting.mistake("must be the digest from the log, 64 hexadecimal digits in lower case");
        }
        return pin;
    }

    private static String name(Setting setting) {
        String name = setting.text();
        if (!isName(name)) {
            throw setting.mistake("must be 1 to 64 letters, digits, _ or -, and nothing else");
        }
        return name;
    }

    /** Whether the model's service accepts a name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static String clean(Setting setting, int longest) {
        String clean = ToolText.clean(setting.text(longest));
        if (clean.isBlank()) {
            throw setting.mistake("must have visible characters");
        }
        return clean;
    }
}
