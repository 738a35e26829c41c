package io.parley.messages;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against what is deployed: the native executable has other metrics of its process than the JVM. */
@QuarkusIntegrationTest
class DashboardIT extends DashboardTest {}
