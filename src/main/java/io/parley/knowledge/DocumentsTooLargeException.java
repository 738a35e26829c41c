package io.parley.knowledge;

/** The documents exceed a limit. The message is a sentence that names the setting. */
final class DocumentsTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DocumentsTooLargeException(String message) {
        super(message);
    }
}
