package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ChannelAccount;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognizes the bot's names in channels where a mention is plain text: {@code @name}. On Teams, only an entity is a mention.
 */
final class BotNames {

    private static final String TEAMS = "msteams";
    private static final String BEFORE = "(?<![\\p{L}\\p{N}_.@/])@";
    // In scripts without spaces between words, the next word begins directly behind a name.
    private static final String BEHIND =
            "(?![\\p{L}\\p{N}_\\-&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]])";

    /** Telegram addresses a command to one of a room's bots in this way; the bot need not know the command. */
    private static final String COMMAND = "^/\\w{1,64}@";

    private BotNames() {}

    /** Whether a name is the bot's: its display name, or the beginning of its id, as on Telegram. */
    static boolean include(Activity message, String name) {
        return of(message).stream().anyMatch(name.strip()::equalsIgnoreCase);
    }

    static boolean isMentioned(Activity message, String text) {
        return mention(message, "(?:" + BEFORE + '|' + COMMAND + ')', BEHIND)
                .map(name -> name.matcher(text).find())
                .orElse(false);
    }

    /** Removes the bot's name at the beginning and at the end of a text. Within the text, the user may be asking about it. */
    static String remove(Activity message, String text) {
        return mention(message, "^@", BEHIND + "[\\s,:]*|" + BEFORE + "%s$")
                .map(name -> name.matcher(text).replaceAll(""))
                .orElse(text);
    }

    private static Optional<Pattern> mention(Activity message, String before, String behind) {
        if (message.channelId().equals(TEAMS)) {
            return Optional.empty();
        }
        String names = of(message).stream()
                .filter(name -> message.mentions().stream()
                        .noneMatch(mention -> name.equalsIgnoreCase(mention.name()) && !message.addresses(mention)))
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?:", ")"));
        return names.equals("(?:)")
                ? Optional.empty()
                : Optional.of(Pattern.compile(
                        before + names + behind.replace("%s", names), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    private static List<String> of(Activity message) {
        return Optional.ofNullable(message.recipient()).stream()
                .flatMap(bot -> Stream.of(Optional.ofNullable(bot.name()), Optional.of(handle(bot))))
                .flatMap(Optional::stream)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static String handle(ChannelAccount bot) {
        return bot.id().split("[@:]", 2)[0].toLowerCase(Locale.ROOT);
    }
}
