package io.parley.knowledge;

import java.util.List;
import java.util.stream.Stream;

/**
 * Splits passages of one language into stems for their {@link Index}. The passages of a page must be consecutive. Only for
 * one thread.
 */
final class IndexBuilder {

    /** A part of a compound counts less than the whole word. */
    private static final float COMPOUND = 0.5f;

    private static final int[] NO_PARTS = {};

    private final WordPool pool = new WordPool();
    private final Ints words = new Ints();
    private final List<Passage> passages;
    private final Vocabulary vocabulary;
    private final Lengths titles;
    private final Lengths texts;
    private final int[] pages;
    private final Lengths pageTexts;
    private final List<Postings> postings;

    IndexBuilder(Language language, List<Passage> passages) {
        this.passages = List.copyOf(passages);
        this.vocabulary = new Vocabulary(language);
        this.titles = new Lengths(passages.size());
        this.texts = new Lengths(passages.size());
        this.pages = number(passages);
        this.pageTexts = new Lengths(pages.length == 0 ? 0 : pages[pages.length - 1] + 1);
        int[][] inTitles =
                passages.stream().map(Passage::titlePath).map(this::words).toArray(int[][]::new);
        int[][] inTexts = passages.stream().map(Passage::text).map(this::words).toArray(int[][]::new);
        this.postings = Stream.generate(Postings::new).limit(vocabulary.stems()).toList();
        post(inTitles, inTexts);
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

    private int[] words(String text) {
        words.clear();
        Words.each(text, pool, word -> {
            int id = vocabulary.add(word);
            if (id != Vocabulary.NONE) {
                words.add(id);
            }
        });
        return words.toArray();
    }

    private void post(int[][] inTitles, int[][] inTexts) {
        int[][] parts = partsOfCompounds();
        for (int passage = 0; passage < pages.length; passage++) {
            post(passage, true, inTitles[passage], parts);
            post(passage, false, inTexts[passage], parts);
            titles.add(passage, inTitles[passage].length);
            texts.add(passage, inTexts[passage].length);
            pageTexts.add(pages[passage], inTexts[passage].length);
        }
        postings.forEach(Postings::trim);
    }

    private void post(int passage, boolean title, int[] words, int[][] parts) {
        for (int word : words) {
            postings.get(vocabulary.stemOf(word)).add(passage, title, 1);
            for (int part : parts[word]) {
                postings.get(vocabulary.stemOf(part)).add(passage, title, COMPOUND);
            }
        }
    }

    /** Returns the parts of each word; none if it is no compound. */
    private int[][] partsOfCompounds() {
        Compounds compounds = new Compounds(vocabulary);
        int[][] parts = new int[vocabulary.size()][];
        for (int word = 0; word < parts.length; word++) {
            parts[word] = vocabulary.compounds() ? compounds.partsOf(vocabulary.word(word)) : NO_PARTS;
        }
        return parts;
    }

    List<Passage> passages() {
        return passages;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    List<Postings> postings() {
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
}
