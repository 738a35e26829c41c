package io.parley.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser, in front of the bot and its demo model. */
@QuarkusTest
@NullUnmarked
@WithTestResource(DemoEnvironment.class)
class PlaygroundPageTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void welcomesWhoOpensIt() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1);

            assertThat(playground.replies().first()).containsText("support bot");
            assertThat(playground.byTestId("model-badge")).containsText("Demo model");
        }
    }

    @Test
    void isWhereTheAddressOfTheBotLeads() {
        try (OpenPlayground playground = CHROMIUM.open("/")) {
            playground.untilReplies(1);
        }
    }

    @Test
    void remembersTheConversation() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).say("How do I add a monitor?").untilReplies(2);
            playground.say("And an alert?").untilReplies(3);

            assertThat(playground.replies().nth(1)).containsText("I was given 1 message ");
            assertThat(playground.replies().nth(2)).containsText("And an alert?");
            assertThat(playground.replies().nth(2)).containsText("I was given 3 messages ");
        }
    }

    @Test
    void showsAnAnswerWhileItIsWritten() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.press("channel-webchat").untilReplies(1);

            playground.recordStatesOfReply(1);

            playground
                    .say("Tell me at length " + "about monitors and alerts and incidents ".repeat(12))
                    .untilReplies(2);

            assertThat(playground.statesOfReply()).startsWith("writing").endsWith("final");
            assertThat(playground.replies().nth(1)).containsText("I was given 1 message ");
        }
    }

    @Test
    void showsOneReplyToAMessageThatIsDeliveredAgain() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).say("hello").untilReplies(2);

            playground.press("redeliver").untilTally("repeats", 1);
            playground.press("redeliver").untilTally("repeats", 2);
            playground.say("and then").untilReplies(3);

            playground.untilTally("out-of-order", 0);
            assertThat(playground.replies()).hasCount(3);
        }
    }

    @Test
    void keepsFiveAtOnceInOrder() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).press("burst").untilReplies(6).untilTally("out-of-order", 0);

            List<String> asked = playground.byTestId("message-user").allInnerTexts();
            List<String> answered = playground.replies().allInnerTexts();
            assertThat(asked).hasSize(5);
            assertThat(answered.subList(1, 6))
                    .allSatisfy(answer -> assertThat(answer).contains("You said"));
            IntStream.range(0, 5).forEach(number -> assertThat(answered.get(number + 1))
                    .contains("I was given %d message".formatted(2 * number + 1)));
        }
    }

    @Test
    void forgetsInANewConversation() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).say("hello").untilReplies(2);

            playground.press("new-conversation").untilReplies(1);
            playground.say("hello again").untilReplies(2);

            assertThat(playground.replies().nth(1)).containsText("I was given 1 message ");
        }
    }

    @Test
    void leadsBackToAnEarlierConversation() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).say("hello").untilReplies(2);
            playground.press("channel-emulator").untilReplies(1);

            playground.page().goBack();

            playground.untilReplies(2);
            assertThat(playground.byTestId("message-user")).containsText("hello");
        }
    }

    @Test
    void goesOnWithItsConversationWhenItIsLoadedAgain() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).say("hello").untilReplies(2);

            playground.page().reload();

            playground.untilReplies(2).say("and then").untilReplies(3);
            assertThat(playground.replies().nth(2)).containsText("I was given 3 messages ");
        }
    }

    @ParameterizedTest
    @CsvSource({"connector-502, 502", "connector-429, 429"})
    void showsOneReplyThoughTheConnectorRefuses(String button, String status) {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.press("channel-emulator").untilReplies(1).press(button).untilReplies(2);

            Locator turn = playground.byTestId("turn").last();
            assertThat(turn).hasAttribute("data-state", "done");
            assertThat(turn).containsText(status);
            assertThat(playground.replies()).hasCount(2);
        }
    }

    @Test
    void showsTheApologyWhenTheModelFails() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).press("failing-model").untilReplies(2);

            assertThat(playground.replies().nth(1)).containsText("something went wrong");
        }
    }

    @Test
    void showsThatTheBotIsAtWorkWhileTheModelIsSlow() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).press("slow-model");

            assertThat(playground.byTestId("typing")).isVisible();
            playground.untilReplies(2);
            assertThat(playground.byTestId("typing")).isHidden();
        }
    }

    @Test
    void showsTheTurnAsATimeline() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).say("hello").untilReplies(2);

            Locator turn = playground.byTestId("turn").last();
            assertThat(turn).hasAttribute("data-state", "done");
            List.of("accepted", "running", "model", "recorded", "sent", "done")
                    .forEach(step -> assertThat(turn.locator("[data-testid=step][data-step=" + step + "]"))
                            .hasCount(1));
        }
    }

    @Test
    void showsTheActivitiesBothWays() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).press("tab-activities");

            assertThat(playground.byTestId("activity")).hasCount(2);
            playground.byTestId("activity").first().locator("summary").click();
            assertThat(playground.byTestId("activity").first()).containsText("\"conversationUpdate\"");
        }
    }

    @Test
    void saysNothingInAGroupUnlessItIsNamed() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.press("channel-msteams").untilReplies(1);
            playground.byTestId("group").check();
            playground.untilReplies(1);
            playground.byTestId("mention").uncheck();
            playground.say("who is on call?");
            assertThat(playground.byTestId("message-user").first()).hasAttribute("data-state", "accepted");

            playground.byTestId("mention").check();
            playground.say("hello").untilReplies(2);

            assertThat(playground.replies().nth(1)).containsText("I was given 1 message ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "<script>alert(1)</script>",
                "<svg onload=alert(1)>",
                "<style>*{display:none}</style>",
                "<iframe src=//elsewhere.example></iframe>",
                "<form action=//elsewhere.example><button>go</button></form>",
                "[click](javascript:alert(1))",
                "[click](&#106;avascript:alert(1))",
                "[click](data:text/html,<script>alert(1)</script>)",
                "![image](http://elsewhere.example/pixel)",
                "```\n<img src=x onerror=alert(1)>\n```",
                "| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
                "<a href='javascript:alert(1)'>click</a>"
            })
    void rendersNothingThatRunsOrLoads(String text) {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1);

            playground.sayAsBot(text + "\n\n**bold**").untilReplies(2);

            Locator reply = playground.replies().nth(1);
            assertThat(reply.locator("strong")).hasText("bold");
            assertThat(reply.locator(
                            "img, script, svg, style, iframe, form, [onerror], [onload], a[href^=javascript i],"
                                    + " a[href^=data i]"))
                    .hasCount(0);
        }
    }

    @Test
    void saysThatTheConversationIsGone() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1);

            playground.page().evaluate("location.hash = location.hash.replace(/[0-9a-f-]{36}/, crypto.randomUUID())");
            playground.page().reload();

            assertThat(playground.byTestId("status")).isVisible();
            assertThat(playground.byTestId("status")).containsText("gone");
            playground.press("new-conversation").untilReplies(1);
            assertThat(playground.byTestId("status")).isHidden();
            assertThat(playground.complaints()).allMatch(complaint -> complaint.contains("404"));
            playground.complaints().clear();
        }
    }

    @Test
    void saysThatTheConnectionIsLostAndGoesOn() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1);

            playground.page().context().setOffline(true);
            playground.say("hello");
            assertThat(playground.byTestId("status")).isVisible();

            playground.page().context().setOffline(false);
            playground.say("hello again").untilReplies(2);
            playground.complaints().clear();
        }
    }

    @Test
    void saysWhyAMessageIsNotTaken() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1).say("x".repeat(32_001));

            assertThat(playground.byTestId("status")).containsText("32,000");
            assertThat(playground.byTestId("composer")).not().hasValue("");
            playground.complaints().clear();
        }
    }

    @Test
    void worksWithTheKeyboardAlone() {
        try (OpenPlayground playground = CHROMIUM.open()) {
            playground.untilReplies(1);
            playground.byTestId("composer").focus();

            playground.page().keyboard().type("hello");
            playground.page().keyboard().press("Shift+Enter");
            playground.page().keyboard().type("and a second line");
            playground.page().keyboard().press("Enter");

            playground.untilReplies(2);
            assertThat(playground.byTestId("message-user").first()).containsText("hello\nand a second line");
            assertThat(playground.byTestId("composer")).isFocused();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void fitsOnAPhone(ColorScheme colors) {
        try (OpenPlayground playground = CHROMIUM.openOnPhone(colors)) {
            playground.untilReplies(1).say("How do I add a monitor?").untilReplies(2);

            assertThat(playground.fitsItsWindow()).isTrue();
        }
    }
}
