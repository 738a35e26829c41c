package io.parley.credentials;

/**
 * A client of Entra: an application, or a managed identity with a federated credential.
 *
 * @param tenant the tenant at which to request the token
 * @param id the client id
 */
record Application(String tenant, String id) {}
