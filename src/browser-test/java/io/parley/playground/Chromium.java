package io.parley.playground;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts the browser of the system property {@code browser} once for a test class. Each page opens in an empty profile. */
@NullUnmarked
final class Chromium implements BeforeAllCallback, AfterAllCallback {

    private Playwright playwright;
    private Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("browser")))
                        // The sandbox does not work as root. The other flags keep Chromium from contacting other hosts.
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        playwright.close();
    }

    /** Opens the playground. */
    OpenPlayground open() {
        return open("/playground");
    }

    /** Opens a page of Parley by its path. */
    OpenPlayground open(String path) {
        return open(new Browser.NewContextOptions(), path);
    }

    /** Opens the playground in a window of a phone's size. */
    OpenPlayground openOnPhone(ColorScheme colors) {
        return open(new Browser.NewContextOptions().setViewportSize(360, 740).setColorScheme(colors), "/playground");
    }

    private OpenPlayground open(Browser.NewContextOptions options, String path) {
        return new OpenPlayground(browser.newContext(options), "http://localhost:" + RestAssured.port + path);
    }
}
