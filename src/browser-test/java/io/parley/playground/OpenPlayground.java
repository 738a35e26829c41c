package io.parley.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The page, open in a browser. Records each error and warning of the browser, and each request to another host. */
final class OpenPlayground implements AutoCloseable {

    private static final double PATIENCE_MILLIS = 20_000;

    private final BrowserContext context;
    private final Page page;
    private final URI url;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    OpenPlayground(BrowserContext context, String url) {
        this.context = context;
        this.url = URI.create(url);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!URI.create(request.url()).getAuthority().equals(this.url.getAuthority())) {
                complaints.add("Request to " + request.url());
            }
        });
        page.onDialog(dialog -> complaints.add("Dialog"));
        page.navigate(url);
    }

    Page page() {
        return page;
    }

    Locator byTestId(String id) {
        return page.getByTestId(id);
    }

    Locator replies() {
        return byTestId("message-bot");
    }

    OpenPlayground say(String text) {
        byTestId("composer").fill(text);
        byTestId("composer").press("Enter");
        return this;
    }

    /** Records each state of the bot's message at this index from now on: a state may end before a test looks for it. */
    void recordStatesOfReply(int number) {
        page.evaluate("""
                number => {
                  window.statesOfReply = [];
                  const note = () => {
                    const reply = document.querySelectorAll('[data-testid=message-bot]')[number];
                    if (reply) window.statesOfReply.push(reply.dataset.state);
                  };
                  new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
                }""", number);
    }

    List<String> statesOfReply() {
        return ((List<?>) page.evaluate("window.statesOfReply"))
                .stream().map(String::valueOf).toList();
    }

    /** Sends a text as the bot's Connector client does. */
    OpenPlayground sayAsBot(String text) {
        return postAsBot(Map.of("type", "message", "text", text));
    }

    /** Sends a card as the bot, with a text, a fact, and a button that would open an address. */
    OpenPlayground sendCardAsBot(String text) {
        return postAsBot(Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of(
                        "contentType",
                        "application/vnd.microsoft.card.adaptive",
                        "content",
                        Map.of(
                                "type",
                                "AdaptiveCard",
                                "body",
                                List.of(
                                        Map.of("type", "TextBlock", "text", text),
                                        Map.of("type", "Image", "url", "http://elsewhere.example/pixel"),
                                        Map.of(
                                                "type",
                                                "FactSet",
                                                "facts",
                                                List.of(Map.of("title", text, "value", text)))),
                                "actions",
                                List.of(Map.of(
                                        "type", "Action.OpenUrl", "title", "Open", "url", "javascript:alert(1)")))))));
    }

    private OpenPlayground postAsBot(Map<String, Object> activity) {
        String id = page.url().replaceFirst(".*[#&]id=([^&]*).*", "$1");
        given().contentType("application/json")
                .body(activity)
                .post("/playground/connector/v3/conversations/" + id + "/activities")
                .then()
                .statusCode(201);
        return this;
    }

    OpenPlayground press(String testId) {
        byTestId(testId).click();
        return this;
    }

    /** Waits until the bot has sent this number of messages, and the last one is complete. */
    OpenPlayground untilReplies(int count) {
        assertThat(replies()).hasCount(count, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(replies().last())
                .hasAttribute(
                        "data-state", "final", new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
        return this;
    }

    /** Waits until a number of the tally has this value. */
    OpenPlayground untilTally(String what, int count) {
        assertThat(byTestId("tally-" + what))
                .hasText(Integer.toString(count), new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
        return this;
    }

    /** Whether the page needs no horizontal scrolling. */
    boolean fitsItsWindow() {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
    }

    /** Fails if the browser reported an error, a warning or a request to another host. */
    @Override
    public void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    /** Returns the errors, warnings and foreign requests, for a test that expects some. */
    List<String> complaints() {
        return complaints;
    }
}
