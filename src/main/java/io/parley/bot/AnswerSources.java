package io.parley.bot;

import io.parley.activity.Source;
import io.parley.knowledge.Citations.Cited;
import io.parley.knowledge.NumberedPassages;
import io.parley.knowledge.Passage;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** The sources that an answer names. */
final class AnswerSources {

    private AnswerSources() {}

    static List<Source> of(Cited cited, NumberedPassages passages) {
        return cited.used().stream()
                .sorted()
                .flatMap(number -> passages.find(number).map(passage -> source(number, passage)).stream())
                .toList();
    }

    private static Source source(int number, Passage passage) {
        return new Source(
                number,
                oneLine(passage.titlePath()),
                oneLine(passage.text()),
                passage.page().address());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Returns a line for each source. */
    static String list(List<Source> sources) {
        return sources.stream().map(AnswerSources::line).collect(Collectors.joining("\n"));
    }

    private static String line(Source source) {
        return "[" + source.number() + "] " + source.name()
                + source.address()
                        .map(address -> " - " + address.toASCIIString())
                        .orElse("");
    }

    /** Returns definitions of links. A title cannot end its own quotation marks. */
    static String definitions(List<Source> sources) {
        return sources.stream()
                .map(source -> "[" + source.number() + "]: "
                        + source.address().map(URI::toASCIIString).orElse("cite:" + source.number())
                        + " \"" + source.name().replace('"', '\'').replace("\\", "") + "\"")
                .collect(Collectors.joining("\n"));
    }
}
