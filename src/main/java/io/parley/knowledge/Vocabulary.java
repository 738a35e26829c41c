package io.parley.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of documents in one language, and their stems. Each word is analysed once, however often it occurs. Not for several
 * threads while words are added.
 */
final class Vocabulary {

    static final int NONE = -1;

    private final Language language;
    private final Stemmer stemmer;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final Map<String, Integer> stemIds = new HashMap<>();
    private final Ints stems = new Ints();

    Vocabulary(Language language) {
        this.language = language;
        this.stemmer = language.stemmer();
    }

    /** The id of a word, which is new or not; {@link #NONE} for a stop word. */
    int add(String word) {
        Integer known = ids.get(word);
        return known == null ? addNew(word) : known;
    }

    private int addNew(String word) {
        if (isStopWord(word)) {
            ids.put(word, NONE);
            return NONE;
        }
        int id = words.size();
        ids.put(word, id);
        words.add(word);
        String stem = stemmer.stem(word);
        Integer stemId = stemIds.get(stem);
        if (stemId == null) {
            stemId = stemIds.size();
            stemIds.put(stem, stemId);
        }
        stems.add(stemId);
        return id;
    }

    boolean isStopWord(String word) {
        return language.isStopWord(word) || (word.length() == 1 && !Character.isDigit(word.charAt(0)));
    }

    boolean isLanguagesOwn(String word) {
        return language.isStopWord(word);
    }

    /** The id of a word that documents hold; {@link #NONE} where none does. */
    int find(String word) {
        Integer id = ids.get(word);
        return id == null ? NONE : id;
    }

    /** The stem of a word, known or not. Not for several threads at once. */
    synchronized String stem(String word) {
        return stemmer.stem(word);
    }

    /** The id of a stem; {@link #NONE} where no word of the documents has it. */
    private int findStem(String stem) {
        Integer id = stemIds.get(stem);
        return id == null ? NONE : id;
    }

    /** The id of the stem of a word, known or not; {@link #NONE} where no word of the documents has it. */
    int findStemOf(String word) {
        int known = find(word);
        return known == NONE ? findStem(stem(word)) : stemOf(known);
    }

    int stemOf(int word) {
        return stems.get(word);
    }

    String word(int id) {
        return words.get(id);
    }

    int size() {
        return words.size();
    }

    int stems() {
        return stemIds.size();
    }

    boolean compounds() {
        return language.compounds();
    }
}
