package io.parley.authentication;

/** A document of an OpenID provider could not be loaded or is invalid. The message says which document and why. */
final class OpenIdMetadataException extends RuntimeException {

    OpenIdMetadataException(String message) {
        super(message);
    }
}
