package io.parley.messages;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Repeats the tests with the deployed application: the native executable has other metrics of its process than the JVM. */
@QuarkusIntegrationTest
class DashboardIT extends DashboardTest {}
