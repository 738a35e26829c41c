package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.conversation.ConversationKey;
import io.parley.ledger.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingLineTest {

    private final WaitingLine line = new WaitingLine();

    @Test
    void letsNewcomersAndThoseWhoComeBackTakeTurns() {
        line.comeBack(conversation(1));
        line.comeBack(conversation(2));
        line.arrive(conversation(3));
        line.arrive(conversation(4));

        assertThat(all()).containsExactly(conversation(3), conversation(1), conversation(4), conversation(2));
    }

    @Test
    void putsThoseInOrderWhoWereFoundInAnyPartition() {
        line.renew(
                List.of(
                        new Waiting(conversation(1), 30, false),
                        new Waiting(conversation(2), 10, false),
                        new Waiting(conversation(3), 20, false)),
                line.mark(),
                true);

        assertThat(all()).containsExactly(conversation(2), conversation(3), conversation(1));
    }

    @Test
    void keepsWhoCameWhileOthersWereLookedForAndForgetsWhoIsTaken() {
        line.arrive(conversation(1));
        long mark = line.mark();
        line.arrive(conversation(2));

        line.renew(List.of(new Waiting(conversation(3), 10, false)), mark, true);

        assertThat(all()).containsExactly(conversation(3), conversation(2));
    }

    @Test
    void hasNobodyTwice() {
        line.arrive(conversation(1));
        line.comeBack(conversation(1));
        line.arrive(conversation(1));

        assertThat(all()).containsExactly(conversation(1));
    }

    @Test
    void tellsThatThereAreOthersOnlyOnceItIsEmpty() {
        line.renew(List.of(new Waiting(conversation(1), 10, true)), line.mark(), false);
        assertThat(line.isExhausted()).isFalse();

        all();

        assertThat(line.isExhausted()).isTrue();
        line.renew(List.of(), line.mark(), true);
        assertThat(line.isExhausted()).isFalse();
    }

    private List<ConversationKey> all() {
        List<ConversationKey> all = new ArrayList<>();
        for (Optional<ConversationKey> next = line.next(); next.isPresent(); next = line.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static ConversationKey conversation(int number) {
        return new ConversationKey(number, "c" + number);
    }
}
