package io.parley.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request. Headers and body can contain secrets: {@link #toString} shows neither.
 *
 * @param address absolute, http or https
 * @param route the path of the address without its variable parts: a label of metrics
 * @param headers the headers except those for the length of the body
 * @param body absent for a request without a body
 */
public record HttpCall(
        String method, String address, String route, Map<String, String> headers, byte @Nullable [] body) {

    private static final String ANY_ROUTE = "root";
    private static final String USER_AGENT = "Parley";

    /**
     * Creates a GET request for JSON.
     *
     * @param query the parameters to append to the address; null values are omitted
     */
    public static HttpCall get(String address, Map<String, @Nullable String> query) {
        return new HttpCall(
                HttpMethod.GET.name(),
                query.isEmpty() ? address : address + '?' + encoded(query),
                ANY_ROUTE,
                Map.of("Accept", "application/json"),
                null);
    }

    /** Creates a POST request with a form, for a response in JSON. */
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

    /** Creates a POST request with JSON, for a response in JSON. */
    public static HttpCall json(HttpMethod method, String address, byte[] json) {
        return new HttpCall(
                method.name(),
                address,
                ANY_ROUTE,
                Map.of("Accept", "application/json", "Content-Type", "application/json"),
                json);
    }

    /** Returns this call with another header, or unchanged if the value is absent. */
    public HttpCall with(String header, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpCall(method, address, route, more, body);
    }

    /** Returns this call with another route. */
    public HttpCall on(String otherRoute) {
        return new HttpCall(method, address, otherRoute, headers, body);
    }

    /** Returns the request without its headers and its body. Fails with {@link IllegalArgumentException} for a wrong address. */
    RequestOptions options() {
        return RequestAddress.options(address).setMethod(HttpMethod.valueOf(method));
    }

    /** Sends the headers and the body. */
    void sendOn(HttpClientRequest request) {
        request.putHeader(HttpHeaders.USER_AGENT, USER_AGENT);
        headers.forEach(request::putHeader);
        if (body == null) {
            request.end();
        } else {
            request.end(Buffer.buffer(Unpooled.wrappedBuffer(body)));
        }
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
