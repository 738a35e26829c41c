package io.parley.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request. May hold secrets in its headers and body: {@link #toString} shows neither.
 *
 * @param address absolute, http or https
 * @param route the address' path without what differs from call to call: a label of metrics
 * @param headers without those of the body's length
 * @param body absent where there is none
 */
public record HttpCall(
        String method, String address, String route, Map<String, String> headers, byte @Nullable [] body) {

    private static final String ANY_ROUTE = "root";

    /**
     * Asks for JSON.
     *
     * @param query appended to the address; what is null is left out
     */
    public static HttpCall get(String address, Map<String, @Nullable String> query) {
        return new HttpCall(
                HttpMethod.GET.name(),
                query.isEmpty() ? address : address + '?' + encoded(query),
                ANY_ROUTE,
                Map.of("Accept", "application/json"),
                null);
    }

    /** Sends a form and asks for JSON. */
    public static HttpCall postForm(String address, Map<String, @Nullable String> form) {
        Map<String, String> headers =
                Map.of("Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded");
        return new HttpCall(
                HttpMethod.POST.name(),
                address,
                ANY_ROUTE,
                headers,
                encoded(form).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends JSON and asks for JSON. */
    public static HttpCall json(HttpMethod method, String address, byte[] json) {
        return new HttpCall(
                method.name(),
                address,
                ANY_ROUTE,
                Map.of("Accept", "application/json", "Content-Type", "application/json"),
                json);
    }

    /** The same call with one more header; with none where the value is absent. */
    public HttpCall with(String header, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpCall(method, address, route, more, body);
    }

    /** The same call under another route. */
    public HttpCall on(String otherRoute) {
        return new HttpCall(method, address, otherRoute, headers, body);
    }

    Buffer content() {
        return body == null ? Buffer.buffer() : Buffer.buffer(body);
    }

    private static String encoded(Map<String, @Nullable String> fields) {
        return fields.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .map(field -> encoded(field.getKey()) + '=' + encoded(String.valueOf(field.getValue())))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HttpCall[" + method + "]";
    }
}
