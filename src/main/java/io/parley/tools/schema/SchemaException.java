package io.parley.tools.schema;

/** A document has something that is not read. The message says what, without the place. */
public final class SchemaException extends RuntimeException {

    private final String pointer;

    public SchemaException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    /** Returns the place, as a JSON pointer. */
    public String pointer() {
        return pointer;
    }
}
