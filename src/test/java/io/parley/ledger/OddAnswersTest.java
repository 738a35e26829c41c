package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server in place of Redis gives scripts unexpected answers: these count as no answer, and not as errors of Parley. */
@NullUnmarked
class OddAnswersTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final Activity ACTIVITY = Samples.message("c", "1", "text");
    private static final ConversationKey CONVERSATION = ConversationKey.of(ACTIVITY);

    static Stream<Request> oddAnswers() {
        return Stream.of(Request.cmd(Command.PING), Request.cmd(Command.GET).arg("nothing"), Request.cmd(Command.TIME));
    }

    @ParameterizedTest
    @MethodSource("oddAnswers")
    void takesAnythingElseForNoAnswer(Request odd) {
        Settings settings = Settings.with();
        Turn turn = now(ReplicaLedger.in(REDIS, settings).claims().accept(CONVERSATION, ACTIVITY, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        RedisAPI api = RedisAPI.api(io.vertx.mutiny.redis.client.Redis.newInstance(
                new OddRedis(REDIS.client().getDelegate(), odd)));
        ReplicaLedger ledger = ReplicaLedger.in(api, settings);
        DeadLetters letters =
                new DeadLetters(api, ReplicaLedger.PLAIN, settings.ledger(), settings.conversations(), Samples.MAPPER);

        Stream.<Uni<?>>of(
                        ledger.claims().accept(CONVERSATION, ACTIVITY, "", true),
                        ledger.claims().claim(CONVERSATION),
                        ledger.sweeps().look(CONVERSATION.partition(), 10),
                        ledger.renew(turn.lease()),
                        ledger.endings().complete(turn, Answer.nothing(), List.of(), true),
                        letters.list(10),
                        new Queues(api, ReplicaLedger.PLAIN).look(CONVERSATION))
                .forEach(call ->
                        assertThatThrownBy(() -> now(call)).isInstanceOf(TurnException.LedgerUnavailable.class));
    }

    private static <T> T now(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(10));
    }

    /** Answers all requests like a real Redis, except one. */
    private static final class OddRedis extends AlteredRedis {

        private final Request odd;

        OddRedis(Redis redis, Request odd) {
            super(redis);
            this.odd = odd;
        }

        @Override
        public Future<Response> send(Request command) {
            return redis.send(odd);
        }
    }
}
