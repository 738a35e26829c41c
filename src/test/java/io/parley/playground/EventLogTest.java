package io.parley.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private final EventLog log = new EventLog();

    @Test
    void tellsWhatWasAndWhatComes() {
        log.append("one");
        AssertSubscriber<EventLog.Entry> page = watch(0);
        log.append("two");

        assertThat(page.getItems()).containsExactly(new EventLog.Entry(1, "one"), new EventLog.Entry(2, "two"));
    }

    @Test
    void goesOnAfterANumber() {
        log.append("one");
        log.append("two");

        assertThat(watch(1).getItems()).containsExactly(new EventLog.Entry(2, "two"));
    }

    @Test
    void forgetsTheBeginningOfWhatIsTooLong() {
        String long1 = "1".repeat(900_000);
        log.append(long1);
        log.append("2".repeat(900_000));
        log.append("3".repeat(900_000));

        assertThat(watch(0).getItems()).extracting(EventLog.Entry::number).containsExactly(2L, 3L);
    }

    @Test
    void keepsTheLastHoweverLongItIs() {
        log.append("x".repeat(3_000_000));

        assertThat(watch(0).getItems()).hasSize(1);
    }

    @Test
    void endsForAllWhoWatchAndForWhoComesLater() {
        AssertSubscriber<EventLog.Entry> page = watch(0);

        log.close();

        page.assertCompleted();
        watch(0).assertCompleted();
    }

    @Test
    void goesOnForOthersWhenOneLeavesWhileItIsTold() {
        AssertSubscriber<EventLog.Entry> leaving = AssertSubscriber.create(Long.MAX_VALUE);
        log.after(0).onItem().invoke(entry -> leaving.cancel()).subscribe().withSubscriber(leaving);
        AssertSubscriber<EventLog.Entry> page = watch(0);

        log.append("one");
        log.append("two");

        assertThat(page.getItems()).hasSize(2);
        assertThat(leaving.getItems()).hasSizeLessThan(2);
    }

    private AssertSubscriber<EventLog.Entry> watch(long number) {
        return log.after(number).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }
}
