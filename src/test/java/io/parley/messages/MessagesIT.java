package io.parley.messages;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Repeats the tests with the deployed application: the packaged one, or the native executable. */
@QuarkusIntegrationTest
class MessagesIT extends MessagesTest {}
