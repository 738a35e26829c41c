package io.parley.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A newcomer's first minutes in a real browser: a question, a call of a tool, and one that needs consent. */
@QuarkusTest
@NullUnmarked
@WithTestResource(DemoToolsEnvironment.class)
class PlaygroundToolsPageTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void leadsANewcomerFromAQuestionToAnActionAndShowsBoth() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1);
            suggestion(playground, "How do I add a monitor?").click();
            playground.untilReplies(2);
            assertThat(playground.replies().nth(1).locator("a[href*='/playground/documents/']"))
                    .not()
                    .hasCount(0);
            assertThat(step(playground, "found")).containsText("Add a monitor");

            playground.say("Is the checkout up?").untilReplies(3);
            assertThat(playground.replies().nth(2)).containsText("degraded");
            assertThat(step(playground, "call")).containsText("tool called: read");
            assertThat(step(playground, "call")).containsText("monitor_status: succeeded in");
            assertThat(step(playground, "model")).hasCount(2);

            playground.say("Acknowledge incident 4711").untilReplies(4);
            assertThat(step(playground, "asked")).containsText("Acknowledge an incident");
            yes(playground).click();
            playground.untilReplies(5);
            assertThat(step(playground, "consented")).containsText("consent given");
            assertThat(step(playground, "call")).containsText("tool called: write");
            assertThat(step(playground, "call")).containsText("acknowledge_incident: succeeded in");
            playground.untilTally("out-of-order", 0).untilTally("replies", 4);
        }
    }

    @Test
    void replacesTheCardOnTeamsByWhatCameOfIt() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.press("channel-msteams").untilReplies(1);
            playground.say("Acknowledge incident 4711").untilReplies(3);

            yes(playground).click();

            assertThat(playground.byTestId("card")).containsText("This was done");
            assertThat(playground.byTestId("card").getByRole(AriaRole.BUTTON)).hasCount(0);
            playground.untilTally("replies", 2);
        }
    }

    @Test
    void callsNothingAfterANo() {
        try (OpenPlayground playground = askingForConsent("webchat")) {
            button(playground, "No").click();
            playground.untilReplies(3);

            assertThat(step(playground, "declined")).containsText("consent refused");
            assertThat(step(playground, "call")).hasCount(0);
        }
    }

    @Test
    void takesAYesInWordsBesideTheCard() {
        try (OpenPlayground playground = askingForConsent("emulator")) {
            playground.say("yes").untilReplies(3);

            assertThat(step(playground, "consented")).hasCount(1);
        }
    }

    @Test
    void saysThatASecondPressHasNoEffect() {
        try (OpenPlayground playground = askingForConsent("webchat")) {
            yes(playground).click();
            playground.untilReplies(3);
            yes(playground).click();
            playground.untilReplies(4);

            assertThat(step(playground, "late")).containsText("no effect");
            assertThat(step(playground, "call")).hasCount(0);
        }
    }

    @Test
    void showsAToolThatFails() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).press("failing-tool").untilReplies(2);

            assertThat(step(playground, "call")).containsText("monitor_status: failed");
            assertThat(step(playground, "call")).hasAttribute("data-bad", "");
        }
    }

    @Test
    void worksWithTheKeyboardAlone() {
        try (OpenPlayground playground = askingForConsent("msteams")) {
            Locator card = playground.page().getByRole(AriaRole.GROUP, named("Card: Acknowledge an incident"));
            assertThat(card.locator("dd")).hasText("4711");

            yes(playground).focus();
            playground.page().keyboard().press("Enter");

            assertThat(card).containsText("This was done");
            assertThat(card).isFocused();
            assertThat(playground.byTestId("message-user").last()).containsText("You pressed: Yes");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void fitsOnAPhone(ColorScheme colors) {
        try (OpenPlayground playground = CHROMIUM.openOnPhone(colors)) {
            playground.untilReplies(1).say("Acknowledge incident 4711").untilReplies(2);
            yes(playground).click();
            playground.untilReplies(3).press("tab-turns");

            assertThat(step(playground, "call")).isVisible();
            assertThat(playground.fitsItsWindow()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "<script>alert(1)</script>",
                "[click](javascript:alert(1))",
                "![image](http://elsewhere.example/pixel)"
            })
    void showsTextsOfCardsAsTheyAre(String text) {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1);

            playground.sendCardAsBot(text).untilReplies(2);

            Locator card = playground.byTestId("card");
            assertThat(card).containsText(text);
            assertThat(card.locator("img, script, svg, a, [onerror]")).hasCount(0);
            assertThat(button(playground, "Open")).hasAttribute("aria-disabled", "true");
            button(playground, "Open").click(new Locator.ClickOptions().setForce(true));
            assertThat(playground.page().url()).contains("/playground");
            assertThat(playground.byTestId("message-user")).hasCount(0);
        }
    }

    /** On Teams, the question and its card are two messages. */
    private static OpenPlayground askingForConsent(String channel) {
        OpenPlayground playground = CHROMIUM.open();
        playground.press("channel-" + channel).untilReplies(1);
        return playground.say("Acknowledge incident 4711").untilReplies(channel.equals("msteams") ? 3 : 2);
    }

    private static Locator suggestion(OpenPlayground playground, String text) {
        return playground.page().getByRole(AriaRole.BUTTON, named(text));
    }

    private static Locator yes(OpenPlayground playground) {
        return button(playground, "Yes");
    }

    private static Locator button(OpenPlayground playground, String name) {
        return playground
                .byTestId("card")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /** The rows of this kind in the newest turn. */
    private static Locator step(OpenPlayground playground, String kind) {
        return playground.byTestId("turn").last().locator("[data-testid=step][data-step=" + kind + "]");
    }
}
