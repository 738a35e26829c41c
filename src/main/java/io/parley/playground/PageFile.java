package io.parley.playground;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * A file of the page, read from the application.
 *
 * @param path the path below {@code /playground}
 * @param version the entity tag, which changes with the content
 */
record PageFile(String path, String mediaType, Buffer content, String version) {

    static PageFile script(String path, String name) {
        return read(path, name, "text/javascript; charset=utf-8");
    }

    static PageFile read(String path, String name, String mediaType) {
        return of(path, Resource.read(name), mediaType);
    }

    static PageFile of(String path, byte[] content, String mediaType) {
        return new PageFile(path, mediaType, Buffer.buffer(content), "\"" + UUID.nameUUIDFromBytes(content) + "\"");
    }
}
