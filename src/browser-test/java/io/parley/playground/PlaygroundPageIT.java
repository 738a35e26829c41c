package io.parley.playground;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same in front of what is deployed, in production: a demo, whose channel shows tokens. */
@QuarkusIntegrationTest
class PlaygroundPageIT extends PlaygroundPageTest {}
