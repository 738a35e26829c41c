package io.parley.messages;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against what is deployed: the packaged application, or the native executable. */
@QuarkusIntegrationTest
class TracesIT extends TracesTest {}
