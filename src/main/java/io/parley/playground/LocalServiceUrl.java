package io.parley.playground;

import io.parley.mode.Playground;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;

/** The serviceUrl of the local channel. */
final class LocalServiceUrl {

    private LocalServiceUrl() {}

    /** Returns the address that the page's request used: the bot can reach it too. */
    static URI of(HttpServerRequest request) {
        String address = request.localAddress().hostAddress();
        String host = address.contains(":") ? "[::1]" : address;
        return URI.create(
                request.scheme() + "://" + host + ":" + request.localAddress().port() + Playground.CONNECTOR_PATH);
    }
}
