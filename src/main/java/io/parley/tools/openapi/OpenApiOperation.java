package io.parley.tools.openapi;

import io.parley.tools.http.HttpOperation;

/**
 * An operation as the document describes it.
 *
 * @param description empty when the document has none
 */
public record OpenApiOperation(HttpOperation operation, String description) {}
