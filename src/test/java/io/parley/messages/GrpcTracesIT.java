package io.parley.messages;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Repeats the test with the deployed application: the packaged one, or the native executable. */
@QuarkusIntegrationTest
class GrpcTracesIT extends GrpcTracesTest {}
