package io.parley.knowledge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A language in which documents are analysed. Words of any other language are compared as they are. */
public enum Language {
    /** The first constant: a text that could be in two languages counts as the first one. */
    ENGLISH("en", StopWords.ENGLISH, Stemmer::english, false),
    DANISH("da", StopWords.DANISH, Stemmer::danish, false),
    DUTCH("nl", StopWords.DUTCH, Stemmer::dutch, true),
    FRENCH("fr", StopWords.FRENCH, Stemmer::french, false),
    GERMAN("de", StopWords.GERMAN, Stemmer::german, true),
    ITALIAN("it", StopWords.ITALIAN, Stemmer::italian, false),
    NORWEGIAN("no", StopWords.NORWEGIAN, Stemmer::norwegian, true),
    PORTUGUESE("pt", StopWords.PORTUGUESE, Stemmer::portuguese, false),
    SPANISH("es", StopWords.SPANISH, Stemmer::spanish, false),
    SWEDISH("sv", StopWords.SWEDISH, Stemmer::swedish, true),
    OTHER("", Set.of(), () -> word -> word, false);

    private final String code;
    private final Set<String> stopWords;
    private final Supplier<Stemmer> stemmer;
    private final boolean compounding;

    Language(String code, Set<String> stopWords, Supplier<Stemmer> stemmer, boolean compounding) {
        this.code = code;
        this.stopWords = stopWords;
        this.stemmer = stemmer;
        this.compounding = compounding;
    }

    /** @param tag such as {@code de} or {@code de-AT} */
    public static Optional<Language> of(String tag) {
        String code = tag.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        return Arrays.stream(values())
                .filter(language -> language != OTHER && language.code.equals(code))
                .findFirst();
    }

    /** @return such as {@code de}; empty for {@link #OTHER} */
    public String code() {
        return code;
    }

    Set<String> stopWords() {
        return stopWords;
    }

    boolean isStopWord(String word) {
        return stopWords.contains(word);
    }

    /** Returns a word that was typed on a keyboard without umlauts as it is usually written: {@code pruefung} as {@code prüfung}. */
    String withUmlauts(String word) {
        return this == GERMAN ? word.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü") : word;
    }

    /** Returns a stemmer, which must be used by one thread at a time. */
    Stemmer stemmer() {
        return stemmer.get();
    }

    /** Whether the language writes compounds as one word. */
    boolean compounds() {
        return compounding;
    }
}
