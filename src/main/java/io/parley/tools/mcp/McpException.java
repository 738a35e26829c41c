package io.parley.tools.mcp;

/** A server cannot be spoken to. The message is for the operator, and has nothing secret in it. */
final class McpException extends RuntimeException {

    McpException(String message) {
        super(message, null, false, false);
    }
}
