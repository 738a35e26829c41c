package io.parley.http;

import java.util.Optional;

/**
 * The terms of one call.
 *
 * @param addresses chooses the address to connect to; empty to leave that to the platform
 * @param end ends the body early
 */
record CallTerms(HttpLimits limits, Optional<Addresses> addresses, BodyEnd end) {}
