package io.parley.authentication;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A received token that is not verified yet. It is a secret: {@link #toString} masks it. */
record BearerToken(String value) {

    /** Tokens of the Connector and of Entra are 1 to 3 KiB. */
    private static final int MAXIMUM_LENGTH = 16 * 1024;

    /** RFC 9110, section 11.1: the scheme is case-insensitive. RFC 6750, section 2.1: the characters of the token. */
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]++=*)");

    /** Returns the only token of a request, given the values of all its Authorization headers. */
    static BearerToken of(List<String> authorizations) {
        if (authorizations.isEmpty()) {
            throw TokenRejectedException.missing();
        }
        if (authorizations.size() > 1) {
            throw TokenRejectedException.because("The request has more than one Authorization header.");
        }
        return of(authorizations.get(0));
    }

    private static BearerToken of(String authorization) {
        if (authorization.length() > MAXIMUM_LENGTH) {
            throw TokenRejectedException.because("The Authorization header is longer than 16 KiB.");
        }
        Matcher matcher = BEARER.matcher(authorization);
        if (!matcher.matches()) {
            throw TokenRejectedException.because("The Authorization header is not one bearer token.");
        }
        return new BearerToken(matcher.group(1));
    }

    @Override
    public String toString() {
        return "BearerToken[masked]";
    }
}
