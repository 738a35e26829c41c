package io.parley.front;

import io.parley.mode.Playground;
import io.quarkus.runtime.LaunchMode;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows the paths that are served, and their names in metrics. */
final class KnownPaths {

    private static final String MESSAGES = "/api/messages";
    private static final String PLAYGROUND = "/playground";

    /** One label for all files of the page: metrics need no difference between them. */
    private static final String PAGE_FILE = "/playground/{file}";

    private static final String DEMO_PAGE = "/playground/documents/{page}";

    private static final Pattern DEMO_PAGES = Pattern.compile("/playground/documents/[a-z-]+");
    private static final Pattern PAGE_FILES = Pattern.compile("/playground/[a-z-]+\\.(?:css|js|svg)");

    /** Every other path becomes {@link #OTHER}: no label comes from a client. */
    private static final Set<String> LABELS = Set.of(
            "root",
            "NOT_FOUND",
            "REDIRECTION",
            MESSAGES,
            PLAYGROUND,
            PAGE_FILE,
            DEMO_PAGE,
            "/playground/token",
            "/playground/conversations",
            "/playground/conversations/{id}/events",
            "/playground/conversations/{id}/messages",
            "/playground/conversations/{id}/redeliveries",
            "/playground/conversations/{id}/feedback",
            "/playground/connector/v3/conversations/{conversation}/activities",
            "/playground/connector/v3/conversations/{conversation}/activities/{activity}",
            "/q/metrics",
            "/q/health",
            "/q/health/live",
            "/q/health/ready",
            "/q/health/started",
            "/dead-letters",
            "/dead-letters/{id}",
            "/dead-letters/{id}/replay",
            "/conversations",
            "/conversations/{digest}",
            "/writes",
            "/knowledge",
            "/unanswered");

    static final String OTHER = "UNKNOWN";

    private KnownPaths() {}

    /** Whether the messages port serves a path. Without the playground, its paths look like unknown paths. */
    static boolean onMessagesPort(String path, Playground playground, LaunchMode launchMode) {
        return path.equals(MESSAGES)
                || path.equals(MESSAGES + "/")
                || (playground.isOn()
                        && (path.equals("/") || path.equals(PLAYGROUND) || path.startsWith(PLAYGROUND + "/")))
                || (launchMode == LaunchMode.DEVELOPMENT && path.startsWith("/q/"));
    }

    /** Excludes malformed paths, which are empty here, and health groups: Quarkus creates a group for every name that a client requests, and Parley has none. */
    static boolean mayBeOnManagementPort(String path) {
        return !path.isEmpty() && !path.startsWith("/q/health/group");
    }

    static String label(String path) {
        if (PAGE_FILES.matcher(path).matches()) {
            return PAGE_FILE;
        }
        if (DEMO_PAGES.matcher(path).matches()) {
            return DEMO_PAGE;
        }
        return LABELS.contains(path) ? path : OTHER;
    }
}
