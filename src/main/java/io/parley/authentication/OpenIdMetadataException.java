package io.parley.authentication;

/** An OpenID provider's documents could not be had, or are not what they should be. The message says which and why. */
final class OpenIdMetadataException extends RuntimeException {

    OpenIdMetadataException(String message) {
        super(message);
    }
}
