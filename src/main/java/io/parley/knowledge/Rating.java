package io.parley.knowledge;

/**
 * The state of one search in an {@link Index}. A passage is rated by its own words, by the best other passages of its page, and by the
 * page as a whole. A page that is about the subject therefore wins over a page with one passage that mentions it.
 */
final class Rating {

    private static final double SHARE_OF_PAGE = 0.2;

    /** Less, because {@link Feedback} extends these questions by words of whole passages. */
    private static final double SHARE_OF_PAGE_WITH_COMPOUNDS = 0.1;

    /** How much of a passage's rating depends on how many of the question's words it has. */
    private static final double SHARE_OF_COVERAGE = 0.25;

    private final int[] pageOf;
    private final double shareOfPage;
    private final double[] passages;
    private final double[] covered;
    private final double[] pages;
    private double whole;
    private boolean kept;

    /**
     * @param pageOf the page of each passage, in ascending order
     * @param compounds whether the language writes compounds as one word
     */
    Rating(int[] pageOf, int pages, boolean compounds) {
        this.pageOf = pageOf;
        this.shareOfPage = compounds ? SHARE_OF_PAGE_WITH_COMPOUNDS : SHARE_OF_PAGE;
        this.passages = new double[pageOf.length];
        this.covered = new double[pageOf.length];
        this.pages = new double[pages];
    }

    int pages() {
        return pages.length;
    }

    /** Adds a word of the question. */
    void addWord(double rarity) {
        whole += rarity;
    }

    /** From now on, words count only in passages that have one already. */
    void keepPassages() {
        kept = true;
    }

    /** @param saturation from 0 to 1: how much a passage says about a word of this rarity */
    void addToPassage(int passage, double rarity, double saturation) {
        if (!kept || covered[passage] > 0) {
            passages[passage] += rarity * saturation;
            covered[passage] += rarity;
        }
    }

    void addToPage(int page, double rarity, double saturation) {
        pages[page] += rarity * saturation;
    }

    /** The score of each passage; 0 for one that has no word of the question. */
    double[] scores() {
        double[] scores = new double[passages.length];
        int from = 0;
        while (from < scores.length) {
            int to = from;
            NextBest best = new NextBest();
            while (to < scores.length && pageOf[to] == pageOf[from]) {
                scores[to] = ownScore(to);
                best.add(scores[to]);
                to++;
            }
            addPage(scores, from, to, shareOfPage * pages[pageOf[from]] + best.share());
            from = to;
        }
        return scores;
    }

    private double ownScore(int passage) {
        return covered[passage] == 0
                ? 0
                : passages[passage] * (1 - SHARE_OF_COVERAGE + SHARE_OF_COVERAGE * covered[passage] / whole);
    }

    private void addPage(double[] scores, int from, int to, double ofPage) {
        for (int passage = from; passage < to; passage++) {
            scores[passage] += covered[passage] == 0 ? 0 : ofPage;
        }
    }
}
