package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "READONLY You can't write against a read only replica.",
                "READONLY You can't write against a read only replica. script: 1f, on @user_script:1.",
                "ERR Error running script (call to f_1f): @user_script:1: @user_script: 1: -READONLY You can't write",
                "LOADING Redis is loading the dataset in memory",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "NOAUTH Authentication required.",
                "WRONGPASS invalid username-password pair or user is disabled.",
                "CLUSTERDOWN The cluster is down",
                "NOREPLICAS Not enough good replicas to write.",
                "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
                "UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)"
            })
    void knowsARefusalOfTheServer(String message) {
        assertThat(ServerErrors.include(new IllegalStateException(message))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOSCRIPT No matching script. Please use EVAL.",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "ERR wrong number of arguments for 'get' command",
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "BUSY Redis is busy running a script.",
                "ERR unknown command 'READONLYISH'"
            })
    void knowsAFailureOfOneCall(String message) {
        assertThat(ServerErrors.include(new IllegalStateException(message))).isFalse();
    }
}
