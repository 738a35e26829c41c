package io.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of an agent, with its sources as links. An agent marks what it cites, and lists the addresses beside the text:
 *
 * <pre>{@code
 * {"type":"message","content":[{"type":"output_text","text":"Wait 5 minutes【4:0†guide】.","annotations":[
 *  {"type":"url_citation","url":"https://docs.example.com/guide","title":"Guide","start_index":14,"end_index":25}]}]}
 * }</pre>
 *
 * Indices count code points.
 */
final class AgentText {

    /** Separates two messages of one answer. */
    static final String BREAK = "\n\n";

    private static final Pattern MARK = Pattern.compile("\\s?【\\d{1,3}:\\d{1,3}†[^】]{0,200}】");
    private static final Pattern TITLE = Pattern.compile("[\\[\\]()<>\\s]+");

    private final List<String> plain = new ArrayList<>();
    private final List<String> linked = new ArrayList<>();

    /** @param message an item of the answer */
    void add(JsonNode message) {
        StringBuilder text = new StringBuilder();
        StringBuilder withLinks = new StringBuilder();
        message.path("content").forEach(part -> {
            text.append(part.path("text").asText());
            withLinks.append(linked(part.path("text").asText(), part.path("annotations")));
        });
        plain.add(text.toString());
        linked.add(withLinks.toString());
    }

    /** @param written all words of the answer, as they arrived */
    String of(String written) {
        String text = String.join(BREAK, plain).equals(written) ? String.join(BREAK, linked) : written;
        return MARK.matcher(text).replaceAll("").strip();
    }

    private static String linked(String text, JsonNode annotations) {
        List<JsonNode> citations = new ArrayList<>();
        annotations.forEach(annotation -> {
            if (annotation.path("type").asText().equals("url_citation")) {
                citations.add(annotation);
            }
        });
        citations.sort(
                Comparator.comparingInt((JsonNode citation) -> from(citation)).reversed());
        StringBuilder result = new StringBuilder(text);
        citations.forEach(citation -> replace(result, citation));
        return result.toString();
    }

    /** Replaces a mark by a link. A citation without a mark has its link in the text. */
    private static void replace(StringBuilder text, JsonNode citation) {
        int length = text.codePointCount(0, text.length());
        int from = from(citation);
        int to = citation.path("end_index").asInt(-1);
        if (from < 0 || to <= from || to > length) {
            return;
        }
        int start = text.offsetByCodePoints(0, from);
        int end = text.offsetByCodePoints(start, to - from);
        Matcher mark = MARK.matcher(text).region(start, end);
        if (mark.matches()) {
            text.replace(start, end, link(citation));
        }
    }

    private static String link(JsonNode citation) {
        String address = citation.path("url").asText();
        String title =
                TITLE.matcher(citation.path("title").asText("")).replaceAll(" ").strip();
        boolean linkable =
                address.startsWith("https://") && address.chars().noneMatch(c -> c <= ' ' || "()<>".indexOf(c) >= 0);
        if (!linkable) {
            return title.isEmpty() ? "" : " (" + title + ")";
        }
        return " ([" + (title.isEmpty() ? "source" : title) + "](" + address + "))";
    }

    private static int from(JsonNode citation) {
        return citation.path("start_index").asInt(-1);
    }
}
