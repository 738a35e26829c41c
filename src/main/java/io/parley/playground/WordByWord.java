package io.parley.playground;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Writes a text in drafts that grow word by word, as a model does. */
final class WordByWord {

    /** Slow enough that an answer takes longer than the delay before its first draft is shown. */
    private static final Duration TIME_OF_A_WORD = Duration.ofMillis(40);

    /** The limit of drafts: a longer text has several words a draft. */
    private static final int MOST_DRAFTS = 100;

    private static final Pattern END_OF_WORD = Pattern.compile("(?<=\\S)(?=\\s|$)");

    private WordByWord() {}

    /** Completes after the last draft. */
    static Uni<Void> write(String text, Consumer<String> draft) {
        List<Integer> ends = ends(text);
        return Multi.createFrom()
                .ticks()
                .every(TIME_OF_A_WORD)
                .onOverflow()
                .drop()
                .select()
                .first(tick -> tick < ends.size())
                .onItem()
                .invoke(tick -> draft.accept(text.substring(0, ends.get(tick.intValue()))))
                .onItem()
                .ignoreAsUni();
    }

    private static List<Integer> ends(String text) {
        List<Integer> words =
                END_OF_WORD.matcher(text).results().map(MatchResult::end).toList();
        int step = words.size() / MOST_DRAFTS + 1;
        return IntStream.range(0, words.size())
                .filter(word -> word % step == 0)
                .mapToObj(words::get)
                .toList();
    }
}
