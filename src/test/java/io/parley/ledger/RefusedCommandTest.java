package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.activity.Activity;
import io.parley.activity.Samples;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests with a user of Redis whose rights do not allow all commands. */
@NullUnmarked
class RefusedCommandTest extends TwoReplicas {

    private static final String QUEUE = CONVERSATION.key("turns");

    @AfterEach
    void allow() {
        now(REDIS.api().acl(List.of("SETUSER", "default", "+llen")));
    }

    @Test
    void leavesTheQueueAsItIs() {
        accept(message("1"));
        accept(message("2"));
        String before = queue();
        now(REDIS.api().acl(List.of("SETUSER", "default", "-llen")));

        for (String id : List.of("3", "4", "5")) {
            assertThatThrownBy(() -> accept(message(id))).isInstanceOf(TurnException.class);
        }

        assertThat(queue()).isEqualTo(before);
    }

    private static Activity message(String id) {
        return Samples.message("c", id, "text");
    }

    private static String queue() {
        return now(REDIS.api().lrange(QUEUE, "0", "-1")).toString();
    }
}
