package io.parley.knowledge;

import io.parley.chat.WholeCharacters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file of documents.
 *
 * @param path below the folder, with slashes
 * @param content in UTF-8
 */
public record SourceFile(String path, String content) {

    private static final Set<String> TYPES = Set.of("md", "mdx", "markdown", "txt", "html", "htm");

    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z]+$");

    /** In UTF-16 units. Each passage of the page repeats it. */
    private static final int LONGEST_TITLE = 300;

    /** Statements and components of MDX, each on a line of its own. */
    private static final Pattern MDX =
            Pattern.compile("(?m)^(?:import|export)[ \\t].*$|^[ \\t]*+</?[A-Z][^<>]*+>[ \\t]*+$");

    static boolean isDocument(String path) {
        return path.contains(".") && TYPES.contains(type(path));
    }

    /** Returns the letters after the last dot, in lower case. */
    private static String type(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Returns its passages, in their order. */
    List<Passage> passages(Addresses addresses) {
        String markdown = markdown();
        FrontMatter matter = FrontMatter.of(markdown);
        List<Section> sections = MarkdownSections.of(markdown, matter.end());
        Page page = new Page(
                path, title(matter, sections), addresses.of(path, matter.value("url")), language(matter, markdown));
        return sections.stream().map(section -> passage(page, section)).toList();
    }

    /** The first heading usually repeats the title. */
    private static Passage passage(Page page, Section section) {
        List<String> headings = section.headings();
        boolean repeated = !headings.isEmpty() && headings.get(0).equalsIgnoreCase(page.title());
        return new Passage(page, repeated ? headings.subList(1, headings.size()) : headings, section.text());
    }

    private String markdown() {
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        if (type(path).startsWith("htm")) {
            return Html.toMarkdown(text);
        }
        return type(path).equals("mdx") ? MDX.matcher(text).replaceAll("") : text;
    }

    private String title(FrontMatter matter, List<Section> sections) {
        return matter.value("title")
                .map(title -> WholeCharacters.beginning(title, LONGEST_TITLE))
                .or(() -> sections.stream()
                        .flatMap(section -> section.headings().stream())
                        .filter(heading -> !heading.isEmpty())
                        .findFirst())
                .orElseGet(this::nameAsTitle);
    }

    private String nameAsTitle() {
        String name =
                EXTENSION.matcher(path.substring(path.lastIndexOf('/') + 1)).replaceAll("");
        String words = name.replace('-', ' ').replace('_', ' ').strip();
        return words.isEmpty() ? path : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Returns the language from the front matter, otherwise from the name of a folder, otherwise guessed from the words. */
    private Language language(FrontMatter matter, String markdown) {
        return matter.value("language", "lang", "locale")
                .flatMap(Language::of)
                .or(this::languageOfFolder)
                .orElseGet(() -> LanguageGuess.of(markdown, matter.end()));
    }

    private Optional<Language> languageOfFolder() {
        int end = path.lastIndexOf('/');
        return List.of(path.substring(0, Math.max(end, 0)).split("/")).stream()
                .filter(folder -> folder.matches("[a-z]{2}([-_][A-Za-z]{2})?"))
                .flatMap(folder -> Language.of(folder).stream())
                .findFirst();
    }

    /** Omits the content. */
    @Override
    public String toString() {
        return "SourceFile[" + path + "]";
    }
}
