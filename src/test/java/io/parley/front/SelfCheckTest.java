package io.parley.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfCheckTest {

    private static final InetSocketAddress MESSAGES = new InetSocketAddress("127.0.0.1", 3978);
    private static final InetSocketAddress MANAGEMENT = new InetSocketAddress("127.0.0.1", 9000);

    @Test
    void isAliveWhileItStarts() {
        assertThat(SelfCheck.isAlive(Map.of(), 0)).isTrue();
    }

    @Test
    void isAliveWhileEveryPortAnswers() {
        assertThat(SelfCheck.isAlive(Map.of(MESSAGES, 0L, MANAGEMENT, 0L), seconds(39)))
                .isTrue();
    }

    @Test
    void isNotAliveWhereOnePortIsSilentForTooLong() {
        assertThat(SelfCheck.isAlive(Map.of(MESSAGES, 0L, MANAGEMENT, seconds(40)), seconds(41)))
                .isFalse();
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
