package io.parley.knowledge;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/** One reading of a text, see {@link Citations}. */
final class CitationReader {

    private final String text;
    private final IntPredicate passages;
    private final boolean growing;
    private final StringBuilder shown = new StringBuilder();
    private final Set<Integer> used = new LinkedHashSet<>();
    private int at;
    private boolean held;

    /**
     * @param passages whether a number stands for a passage
     * @param growing whether more of the text may follow
     */
    CitationReader(String text, IntPredicate passages, boolean growing) {
        this.text = text;
        this.passages = passages;
        this.growing = growing;
    }

    Set<Integer> used() {
        return used;
    }

    String read() {
        while (at < text.length() && !held) {
            if (startsFence() && isStartOfLine()) {
                fence();
            } else {
                one();
            }
        }
        return growing ? shown.toString().stripTrailing() : shown.toString();
    }

    private void one() {
        char character = text.charAt(at);
        if (character == '`') {
            code();
        } else if (character == '!' && (at + 1 == text.length() || text.charAt(at + 1) == '[')) {
            picture();
        } else if (character == '[') {
            marker(']');
        } else if (character == '【') {
            marker('】');
        } else if (character == '［') {
            marker('］');
        } else {
            copy(at + 1);
        }
    }

    private boolean isStartOfLine() {
        return text.substring(text.lastIndexOf('\n', at - 1) + 1, at).isBlank();
    }

    private boolean startsFence() {
        return text.startsWith("```", at) || text.startsWith("~~~", at);
    }

    private void fence() {
        int marks = at;
        while (marks < text.length() && text.charAt(marks) == text.charAt(at)) {
            marks++;
        }
        String mark = text.substring(at, marks);
        int line = text.indexOf('\n', at);
        while (line >= 0 && !lineAt(line + 1).startsWith(mark)) {
            line = text.indexOf('\n', line + 1);
        }
        int end = line < 0 ? -1 : text.indexOf('\n', line + 1);
        copy(end < 0 ? text.length() : end);
    }

    private String lineAt(int start) {
        int end = text.indexOf('\n', start);
        return text.substring(start, end < 0 ? text.length() : end).strip();
    }

    /**
     * Reads code within a line: it ends with as many backticks as it begins with. Without an end, the backticks are text.
     */
    private void code() {
        int opened = at;
        while (opened < text.length() && text.charAt(opened) == '`') {
            opened++;
        }
        int end = endOfCode(opened, opened - at);
        if (end >= 0) {
            copy(end);
        } else if (!growing || text.indexOf("\n\n", at) >= 0) {
            copy(opened);
        } else {
            held = true;
        }
    }

    private int endOfCode(int from, int length) {
        int paragraph = text.indexOf("\n\n", from);
        int limit = paragraph < 0 ? text.length() : paragraph;
        int run = 0;
        for (int next = from; next <= limit; next++) {
            boolean mark = next < limit && text.charAt(next) == '`';
            if (!mark && run == length && (next < text.length() || !growing)) {
                return next;
            }
            run = mark ? run + 1 : 0;
        }
        return -1;
    }

    private void picture() {
        int close = text.indexOf("](", at);
        int line = text.indexOf('\n', at);
        int end = close < 0 ? -1 : text.indexOf(')', close);
        if (at + 1 < text.length() && end >= 0 && (line < 0 || end < line)) {
            shown.append(text, at + 2, close);
            at = end + 1;
        } else if (growing && line < 0) {
            held = true;
        } else {
            copy(at + 1);
        }
    }

    private void marker(char closing) {
        int close = text.indexOf(closing, at);
        String inside = text.substring(at + 1, close < 0 ? text.length() : close);
        if (!Marker.isBeginning(inside)
                || close >= 0 && Marker.numbers(inside, passages).isEmpty()) {
            copy(at + 1);
        } else if (close < 0 || growing && close + 1 == text.length()) {
            hold();
        } else {
            numbers(close);
        }
    }

    private void hold() {
        if (growing) {
            held = true;
        } else {
            copy(at + 1);
        }
    }

    private void numbers(int close) {
        boolean definition = isStartOfLine() && text.startsWith("]:", close);
        boolean link = text.startsWith("](", close);
        int line = text.indexOf('\n', close);
        int end = definition ? line : link ? text.indexOf(')', close) + 1 : close + 1;
        if (end > 0 && !(link && line >= 0 && line < end)) {
            show(text.substring(at + 1, close), definition);
            at = end;
        } else if (definition) {
            at = text.length();
        } else if (growing && line < 0) {
            held = true;
        } else {
            show(text.substring(at + 1, close), false);
            at = close + 1;
        }
    }

    private void show(String inside, boolean definition) {
        Set<Integer> numbers =
                definition ? Set.of() : Marker.numbers(inside, passages).orElse(Set.of());
        numbers.forEach(number -> shown.append('[').append(number).append(']'));
        used.addAll(numbers);
        if (numbers.isEmpty()) {
            dropBlanks();
        }
    }

    /** Removes the blanks before a removed marker. */
    private void dropBlanks() {
        int end = shown.length();
        while (end > 0 && shown.charAt(end - 1) == ' ') {
            end--;
        }
        shown.setLength(end);
    }

    private void copy(int end) {
        shown.append(text, at, end);
        at = end;
    }
}
