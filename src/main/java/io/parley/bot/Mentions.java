package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.Entity.Mention;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mentions of a message, and their spelling in its text: {@code <at>Name</at>} with the name escaped or not, whole or word
 * by word; {@code @Name}; or the bare name. An entity identifies the mentioned account by its id, and often has nothing else.
 */
final class Mentions {

    private static final String BEFORE_NAME = "(?<![\\p{L}\\p{N}_])";
    // In scripts without spaces between words, the next word begins directly behind a name.
    private static final String AFTER_NAME =
            "(?![\\p{L}\\p{N}_&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]])";

    private final Activity message;
    private final MentionNames names;
    private final Set<Mention> found = new HashSet<>();

    Mentions(Activity message) {
        this.message = message;
        this.names = new MentionNames(message);
    }

    /** Returns a text of the message without mentions of the bot, and with the names of others in place of their markup. */
    String resolve(String text) {
        return names.mentions().isEmpty() ? text : withoutPlain(withoutTags(text));
    }

    private String withoutTags(String text) {
        MentionTags tags = new MentionTags(text, names, mention -> isSpelledPlainly(mention, text), this::spelled);
        String replaced = tags.replaced();
        found.addAll(tags.found());
        return replaced;
    }

    private boolean isSpelledPlainly(Mention mention, String text) {
        return plainForms(mention).anyMatch(form -> form(form).matcher(text).find());
    }

    private String withoutPlain(String text) {
        Map<String, Mention> forms = new HashMap<>();
        names.mentions().forEach(mention -> plainForms(mention).forEach(form -> forms.putIfAbsent(form, mention)));
        if (forms.isEmpty()) {
            return text;
        }
        Pattern any = Pattern.compile(MentionNames.longestFirst(forms.keySet()).stream()
                .map(form -> form(form).pattern())
                .collect(Collectors.joining("|")));
        return any.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(spelled(forms.get(match.group()), match.group())));
    }

    private String spelled(@Nullable Mention mention, String name) {
        return mention != null && message.addresses(mention) ? "" : name;
    }

    /** Spellings of a mention in a text without tags. A bare name counts only if its entity contains it and no tag matched. */
    private Stream<String> plainForms(Mention mention) {
        Stream<String> own = Stream.ofNullable(mention.text())
                .filter(text -> !MentionNames.TAGS.matcher(text).find())
                .filter(text -> !found.contains(mention));
        return Stream.concat(own, names.of(mention).stream().map(name -> "@" + name))
                .distinct();
    }

    private static Pattern form(String form) {
        return Pattern.compile(BEFORE_NAME + Pattern.quote(form) + AFTER_NAME);
    }
}
