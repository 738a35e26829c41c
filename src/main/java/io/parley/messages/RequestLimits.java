package io.parley.messages;

import io.parley.http.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Rejects requests that no channel sends, before their body is read: methods other than POST, bodies that are not JSON in
 * UTF-8, and bodies that are too large. It also keeps the framework from responding to OPTIONS itself.
 */
@ApplicationScoped
class RequestLimits {

    private static final String PATH = "/api/messages";

    /** Runs before the routes of the framework. */
    private static final int FIRST = Integer.MIN_VALUE;

    private static final int BEHIND_THE_FRAMEWORKS_LIMIT = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1;

    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)?;?\\s*");

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final long maxBodySize;

    RequestLimits(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.maxBodySize = maxBodySize.asLongValue();
    }

    void install(@Observes Router router) {
        router.route(PATH).order(FIRST).handler(this::check);
        router.route(PATH).order(BEHIND_THE_FRAMEWORKS_LIMIT).handler(RequestLimits::leaveLengthToTheReader);
    }

    /**
     * Lets {@link StrictJson} fail for a body without a declared length that is too long: the framework would close the
     * connection without a response.
     */
    private static void leaveLengthToTheReader(RoutingContext context) {
        context.remove(VertxInputStream.MAX_REQUEST_SIZE_KEY);
        context.next();
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.method().equals(HttpMethod.POST)) {
            context.response().putHeader(HttpHeaders.ALLOW, "POST");
            refuse(context, Response.Status.METHOD_NOT_ALLOWED);
        } else if (contentLength(request) > maxBodySize) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            refuse(context, Response.Status.REQUEST_ENTITY_TOO_LARGE);
        } else if (!isJson(request)) {
            refuse(context, Response.Status.UNSUPPORTED_MEDIA_TYPE);
        } else {
            context.next();
        }
    }

    private static void refuse(RoutingContext context, Response.Status status) {
        Problem.of(status, null).write(context.response());
    }

    private static boolean isJson(HttpServerRequest request) {
        List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
        List<String> encodings = request.headers().getAll(HttpHeaders.CONTENT_ENCODING);
        return types.size() == 1
                && JSON.matcher(types.get(0).toLowerCase(Locale.ROOT).strip()).matches()
                && encodings.stream().allMatch("identity"::equalsIgnoreCase);
    }

    private static long contentLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || !LENGTH.matcher(length).matches() ? 0 : Long.parseLong(length);
    }
}
