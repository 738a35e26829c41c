package io.parley.credentials;

/**
 * Who Entra issues a token to: an application, or a managed identity that others are federated with.
 *
 * @param tenant where the token is asked for
 * @param id the client id
 */
record Application(String tenant, String id) {}
