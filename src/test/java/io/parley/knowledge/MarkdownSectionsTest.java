package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownSectionsTest {

    @Test
    void cutsAtHeadingsAndKeepsThePathOfThem() {
        assertThat(MarkdownSections.of("# Alerts\nAll.\n## E-mail\nOne.\n### Limits\nTwo.\n## Phone\nThree.", 0))
                .containsExactly(
                        new Section(List.of("Alerts"), "All."),
                        new Section(List.of("Alerts", "E-mail"), "One."),
                        new Section(List.of("Alerts", "E-mail", "Limits"), "Two."),
                        new Section(List.of("Alerts", "Phone"), "Three."));
    }

    @Test
    void takesNoCommentOfCodeForAHeading() {
        assertThat(MarkdownSections.of("# Use it\n```sh\n# a comment\n\nrun\n```\nDone.", 0))
                .containsExactly(new Section(List.of("Use it"), "```sh\n# a comment\n\nrun\n```\nDone."));
    }

    @Test
    void leavesCommentsOut() {
        assertThat(MarkdownSections.of("One.\n<!-- not\nfor readers -->\nTwo.", 0))
                .containsExactly(new Section(List.of(), "One.\nTwo."));
    }

    @Test
    void readsHeadingsWithoutTheirMarks() {
        assertThat(MarkdownSections.of("## The `up` state of [monitors](monitors.md) {#up}\nText.", 0))
                .extracting(Section::headings)
                .containsExactly(List.of("The up state of monitors"));
    }
}
