package io.parley.knowledge;

import java.util.Arrays;
import java.util.List;

/**
 * Splits passages of one language into stems for their {@link Index}. The passages of a page must be consecutive. Only for
 * one thread. Keeps all words of the documents by their numbers, because the parts of compounds are known only when all words are.
 */
final class IndexBuilder {

    /** In halves of a word. A part of a compound counts less than the whole word. */
    private static final int WORD = 2;

    private static final int COMPOUND = 1;

    private static final int[] NO_PARTS = {};

    /** For the number of the word, and for the place of the passage in the list of its stem. */
    private static final long BYTES_OF_OCCURRENCE = 11;

    /** For the objects of a passage, without its text. */
    private static final long BYTES_OF_PASSAGE = 150;

    private static final char LAST_OF_ONE_BYTE = '\u00ff';

    /** In UTF-16 units, stop words and blanks included. A guess, to reserve memory. */
    private static final int USUAL_WORD = 10;

    private final List<Passage> passages;
    private final Vocabulary vocabulary;
    private final Lengths titles;
    private final Lengths texts;
    private final int[] pages;
    private final Lengths pageTexts;
    private final Postings postings;

    /** The words of the first passage's title path, of its text, and so on. */
    private final Ints words;

    /** Where the words of each title path and of each text end. */
    private final int[] ends;

    private long textBytes;

    /** @throws DocumentsTooLargeException if the index takes more than this limit */
    IndexBuilder(Language language, List<Passage> passages, IndexLimit limit) {
        this.passages = List.copyOf(passages);
        this.vocabulary = new Vocabulary(language);
        this.titles = new Lengths(passages.size());
        this.texts = new Lengths(passages.size());
        this.pages = number(passages);
        this.pageTexts = new Lengths(pages.length == 0 ? 0 : pages[pages.length - 1] + 1);
        this.words =
                new Ints(passages.stream().mapToInt(one -> one.text().length()).sum() / USUAL_WORD);
        this.ends = new int[2 * passages.size()];
        read(limit);
        int[][] parts = partsOfCompounds();
        Sizes sizes = new Sizes(vocabulary.stems());
        each(parts, sizes);
        this.postings = new Postings(sizes.sizes);
        each(parts, postings::add);
    }

    private static int[] number(List<Passage> passages) {
        int[] pages = new int[passages.size()];
        for (int passage = 1; passage < pages.length; passage++) {
            boolean same =
                    passages.get(passage).page() == passages.get(passage - 1).page();
            pages[passage] = same ? pages[passage - 1] : pages[passage - 1] + 1;
        }
        return pages;
    }

    private void read(IndexLimit limit) {
        for (int passage = 0; passage < pages.length; passage++) {
            Passage read = passages.get(passage);
            titles.add(passage, words(read.page().title()));
            for (String heading : read.headings()) {
                titles.add(passage, words(heading));
            }
            ends[2 * passage] = words.size();
            int length = words(read.text());
            ends[2 * passage + 1] = words.size();
            texts.add(passage, length);
            pageTexts.add(pages[passage], length);
            textBytes += BYTES_OF_PASSAGE + bytes(read.text());
            limit.demand(bytes());
        }
    }

    private static long bytes(String text) {
        boolean one = text.chars().allMatch(character -> character <= LAST_OF_ONE_BYTE);
        return one ? text.length() : (long) Character.BYTES * text.length();
    }

    /** Returns an estimate of the memory of the index and its passages. */
    long bytes() {
        return textBytes + BYTES_OF_OCCURRENCE * words.size() + vocabulary.bytes();
    }

    /** @return their number */
    private int words(String text) {
        int before = words.size();
        Words.each(text, word -> {
            int id = vocabulary.add(word);
            if (id != Vocabulary.NONE) {
                words.add(id);
            }
        });
        return words.size() - before;
    }

    private void each(int[][] parts, Occurrences occurrences) {
        int at = 0;
        for (int text = 0; text < ends.length; text++) {
            for (; at < ends[text]; at++) {
                occurrences.add(vocabulary.stemOf(words.get(at)), text / 2, text % 2 == 0, WORD);
                for (int part : parts[words.get(at)]) {
                    occurrences.add(vocabulary.stemOf(part), text / 2, text % 2 == 0, COMPOUND);
                }
            }
        }
    }

    /** Returns the parts of each word; none if it is no compound. */
    private int[][] partsOfCompounds() {
        Compounds compounds = new Compounds(vocabulary);
        int[][] parts = new int[vocabulary.words().size()][];
        Arrays.fill(parts, NO_PARTS);
        for (int word = 0; word < parts.length && vocabulary.compounds(); word++) {
            if (vocabulary.stemOf(word) != Vocabulary.NONE) {
                parts[word] = compounds.partsOf(vocabulary.word(word));
            }
        }
        return parts;
    }

    List<Passage> passages() {
        return passages;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Postings postings() {
        return postings;
    }

    Lengths titles() {
        return titles;
    }

    Lengths texts() {
        return texts;
    }

    int[] pages() {
        return pages;
    }

    Lengths pageTexts() {
        return pageTexts;
    }

    /** Takes each occurrence of a stem in the passages. */
    @FunctionalInterface
    private interface Occurrences {

        void add(int stem, int passage, boolean title, int halves);
    }

    /** Counts the passages of each stem. */
    private static final class Sizes implements Occurrences {

        private final int[] sizes;

        /** The last passage of each stem, plus 1. */
        private final int[] last;

        Sizes(int stems) {
            sizes = new int[stems];
            last = new int[stems];
        }

        @Override
        public void add(int stem, int passage, boolean title, int halves) {
            if (last[stem] <= passage) {
                last[stem] = passage + 1;
                sizes[stem]++;
            }
        }
    }
}
