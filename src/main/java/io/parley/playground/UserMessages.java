package io.parley.playground;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts of the user, to be sent one right after the other as separate messages.
 *
 * @param mention whether they mention the bot, which matters only in a group
 * @param trouble the deliberate failure of each message
 */
@RegisterForReflection
public record UserMessages(List<String> texts, boolean mention, Trouble trouble) {

    private static final int MOST_CHARACTERS = 32_000;
    private static final int MOST_TEXTS = 10;

    public UserMessages(@Nullable List<@Nullable String> texts, boolean mention, @Nullable Trouble trouble) {
        this.texts = texts == null
                ? List.of()
                : texts.stream()
                        .map(text -> Objects.requireNonNullElse(text, ""))
                        .toList();
        this.mention = mention;
        this.trouble = trouble == null ? Trouble.NONE : trouble;
    }

    /** Returns why this cannot be sent, in a sentence; empty if it can. */
    @JsonIgnore
    Optional<String> objection() {
        if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
            return Optional.of("There is nothing to send.");
        }
        if (texts.size() > MOST_TEXTS) {
            return Optional.of("At most " + MOST_TEXTS + " messages are sent at once.");
        }
        return texts.stream().anyMatch(text -> text.length() > MOST_CHARACTERS)
                ? Optional.of("A message may have 32,000 characters at the most.")
                : Optional.empty();
    }
}
