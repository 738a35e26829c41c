package io.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tool that the model may ask to call.
 *
 * @param name letters, digits, {@code _} and {@code -}, at most 64 of them
 * @param description at most 1,024 characters
 * @param parameters a JSON Schema of type object
 */
public record ToolDefinition(String name, String description, JsonNode parameters) {}
