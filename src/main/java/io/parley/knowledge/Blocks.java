package io.parley.knowledge;

import java.util.function.Consumer;

/**
 * Joins the blocks of a section to texts of a readable length. Tables and code stay whole. Writes all lines into one buffer, because most
 * texts of a document are never needed by themselves.
 */
final class Blocks {

    /** In UTF-16 units: some 400 tokens. */
    private static final int USUAL = 1_600;

    /** A longer table or code is cut between lines. */
    private static final int LONGEST = 6_000;

    private static final String BETWEEN = "\n\n";

    private final Consumer<String> texts;
    private final StringBuilder text = new StringBuilder(2 * USUAL);

    /** Where the last complete block ends; 0 if there is none. */
    private int complete;

    Blocks(Consumer<String> texts) {
        this.texts = texts;
    }

    /** Adds a line to the current block. */
    void add(String source, int from, int to) {
        if (text.length() == complete && complete > 0) {
            text.append(BETWEEN);
        }
        text.append(source, from, to).append('\n');
    }

    void endBlock() {
        if (text.length() == complete) {
            return;
        }
        text.setLength(text.length() - 1);
        int start = complete == 0 ? 0 : complete + BETWEEN.length();
        if (complete > 0 && complete + text.length() - start > USUAL) {
            emit(0, complete);
            text.delete(0, start);
        }
        cut();
        complete = text.length();
    }

    private void cut() {
        int from = 0;
        while (text.length() - from > LONGEST) {
            int to = endOfPiece(from);
            emit(from, to);
            from = to;
            while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
        }
        text.delete(0, from);
    }

    private int endOfPiece(int from) {
        for (int at = from + LONGEST; at > from + LONGEST / 2; at--) {
            if (text.charAt(at) == '\n') {
                return at;
            }
        }
        int end = from + LONGEST;
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    void endSection() {
        endBlock();
        emit(0, complete);
        text.setLength(0);
        complete = 0;
    }

    private void emit(int from, int to) {
        if (to > from) {
            texts.accept(text.substring(from, to));
        }
    }
}
