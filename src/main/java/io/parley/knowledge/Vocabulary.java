package io.parley.knowledge;

/**
 * The words of documents in one language, and their stems. Each word is analysed once, however often it occurs. Not for several
 * threads while words are added.
 */
final class Vocabulary {

    static final int NONE = WordTable.NONE;

    /** For the stem of a word, its parts, its set of letters, and the place of its passages; not for its letters. */
    private static final long BYTES_OF_WORD = 40;

    private final Language language;
    private final Stemmer stemmer;
    private final WordTable words = new WordTable();
    private final WordTable stems = new WordTable();

    /** The stem of each word; {@link #NONE} for a stop word. */
    private final Ints stemsOfWords = new Ints();

    Vocabulary(Language language) {
        this.language = language;
        this.stemmer = language.stemmer();
    }

    /** The id of a word, which is new or not; {@link #NONE} for a stop word. */
    int add(CharSequence word) {
        int id = words.add(word);
        if (id == stemsOfWords.size()) {
            stemsOfWords.add(stemOfNew(word.toString()));
        }
        return known(id);
    }

    private int stemOfNew(String word) {
        return isStopWord(word) ? NONE : stems.add(stemmer.stem(word));
    }

    boolean isStopWord(String word) {
        return language.isStopWord(word) || (word.length() == 1 && !Character.isDigit(word.charAt(0)));
    }

    /** Returns a word with umlauts where only this spelling is known, otherwise as it is. */
    String respelled(String word) {
        String other = language.withUmlauts(word);
        boolean meant = !other.equals(word) && find(word) == NONE && (isStopWord(other) || findStemOf(other) != NONE);
        return meant ? other : word;
    }

    boolean isLanguagesOwn(String word) {
        return language.isStopWord(word);
    }

    /** The id of a word that documents hold; {@link #NONE} where none does, and for a stop word. */
    int find(CharSequence word) {
        return known(words.find(word));
    }

    /** The same for the word that a part of a text is. */
    int find(CharSequence text, int from, int to) {
        return known(words.find(text, from, to));
    }

    private int known(int word) {
        return word == NONE || stemOf(word) == NONE ? NONE : word;
    }

    /** The stem of a word, known or not. Not for several threads at once. */
    synchronized String stem(String word) {
        return stemmer.stem(word);
    }

    /** The id of the stem of a word, known or not; {@link #NONE} where no word of the documents has it. */
    int findStemOf(String word) {
        int known = find(word);
        return known == NONE ? stems.find(stem(word)) : stemOf(known);
    }

    /** The id of the stem of a word; {@link #NONE} for a stop word. */
    int stemOf(int word) {
        return stemsOfWords.get(word);
    }

    String word(int id) {
        return words.word(id);
    }

    /** All words, stop words too, by their ids. */
    WordTable words() {
        return words;
    }

    /** Returns the memory of all words and of what the index keeps for each of them. */
    long bytes() {
        return words.bytes() + stems.bytes() + BYTES_OF_WORD * words.size();
    }

    int stems() {
        return stems.size();
    }

    boolean compounds() {
        return language.compounds();
    }
}
