package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Backlog;
import io.parley.ledger.Fate;
import io.parley.ledger.FatefulRedis;
import io.parley.ledger.ReplicaLedger;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@NullUnmarked
class BacklogSearchTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private final Fate fate = Fate.happy();
    private final ReplicaLedger ledger = ReplicaLedger.in(FatefulRedis.of(REDIS.client(), fate), Settings.with());

    @BeforeEach
    void letRedisKnowTheScript() {
        now(ledger.sweeps().look(0, 1));
    }

    @Test
    void makesOneCallAtTheStart() {
        int before = fate.commands().size();

        List<Backlog> seen = look();

        assertThat(fate.commands()).hasSize(before + 1);
        assertThat(seen).hasSize(ConversationKey.PARTITIONS).containsOnly(Backlog.NONE);
    }

    @Test
    void findsAllThatWaitHoweverManyTheyAre() {
        List<Activity> waiting = IntStream.range(0, 25 * ConversationKey.PARTITIONS)
                .mapToObj(number -> Samples.message("c" + number, "1", "text"))
                .toList();
        waiting.forEach(message -> now(ledger.claims().accept(ConversationKey.of(message), message, "", false)));
        int before = fate.commands().size();

        Backlog seen = Backlog.sum(look());

        assertThat(fate.commands()).hasSize(before + 1 + ConversationKey.PARTITIONS);
        assertThat(seen.waiting()).isEqualTo(waiting.size());
        assertThat(seen.namesAll()).isTrue();
    }

    /** As a replica does that has just started. */
    private List<Backlog> look() {
        TurnJournal journal = new TurnJournal(new SimpleMeterRegistry(), step -> {});
        return now(new BacklogSearch(ledger.sweeps(), journal).lookEverywhere());
    }

    private static <T> T now(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(30));
    }
}
