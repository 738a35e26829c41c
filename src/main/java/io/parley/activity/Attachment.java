package io.parley.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A card, an image or a file beside a message. Teams adds one of type {@code text/html} to plain messages, which repeats
 * the text.
 *
 * @param content the card itself; its structure depends on the content type
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Attachment(
        @Nullable String contentType,
        @Nullable String contentUrl,
        @Nullable JsonNode content,
        @Nullable String name) {}
