package io.parley.tools.mcp;

/** Parley cannot communicate with a server. The message is for the operator, and contains no secret. */
final class McpException extends RuntimeException {

    McpException(String message) {
        super(message, null, false, false);
    }
}
