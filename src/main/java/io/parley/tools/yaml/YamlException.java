package io.parley.tools.yaml;

/** A text is not YAML, or uses what is not read. The message has no line: it is beside it. */
public final class YamlException extends RuntimeException {

    private final int line;

    YamlException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** Returns the line, from 1. */
    public int line() {
        return line;
    }
}
