package io.parley.bot;

/** A link or an address at the end of a text that is still being written: the model may not have written the whole of it. */
final class UnfinishedLink {

    private static final int LONGEST = 4096;

    private UnfinishedLink() {}

    static String removedFrom(String text) {
        String begun = withoutLink(text);
        int word = Math.max(begun.lastIndexOf(' '), begun.lastIndexOf('\n')) + 1;
        return isAddress(begun.substring(word)) ? begun.substring(0, word) : begun;
    }

    private static String withoutLink(String text) {
        int open = Math.max(text.lastIndexOf('['), text.lastIndexOf('<'));
        if (open < 0 || !isUnfinished(text, open) || text.length() - open >= LONGEST) {
            return text;
        }
        return text.substring(0, isPicture(text, open) ? open - 1 : open);
    }

    private static boolean isAddress(String word) {
        return word.contains(":") || word.startsWith("www") || word.startsWith("http");
    }

    /**
     * Whether brackets may still become a link. They do not if anything except an address follows, as after a source's
     * number.
     */
    private static boolean isUnfinished(String text, int open) {
        if (text.charAt(open) == '<') {
            return text.indexOf('>', open) < 0;
        }
        int next = text.indexOf(']', open) + 1;
        boolean plain = next > 0 && next < text.length() && "(:".indexOf(text.charAt(next)) < 0;
        return !plain && text.indexOf(')', open) < 0;
    }

    private static boolean isPicture(String text, int open) {
        return open > 0 && text.charAt(open - 1) == '!' && text.charAt(open) == '[';
    }
}
