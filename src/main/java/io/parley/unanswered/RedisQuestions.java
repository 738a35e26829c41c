package io.parley.unanswered;

import io.parley.knowledge.QuestionStore;
import io.parley.knowledge.UnansweredQuestion;
import io.parley.redis.Script;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Keeps questions in one sorted set, by the time when they were asked last: {@code <outcome> <question>}. */
@Singleton
final class RedisQuestions implements QuestionStore {

    static final String KEY = "parley:{0}:unanswered";

    private static final int MOST = 1_000;
    private static final List<String> KEYS = List.of(KEY);

    private final Script keep;
    private final Script list;
    private final Script delete;

    RedisQuestions(RedisAPI redis) {
        this.keep = new Script(redis, Script.source(RedisQuestions.class, "keep.lua"));
        this.list = new Script(redis, Script.source(RedisQuestions.class, "list.lua"));
        this.delete = new Script(redis, Script.source(RedisQuestions.class, "delete.lua"));
    }

    @Override
    public Uni<Void> keep(String question, String outcome, Duration lifetime) {
        return keep.run(KEYS, List.of(question, outcome, millis(lifetime), Integer.toString(MOST)), kept -> kept)
                .replaceWithVoid();
    }

    @Override
    public Uni<List<UnansweredQuestion>> list(int limit, Duration lifetime) {
        return list.run(KEYS, List.of(millis(lifetime), Integer.toString(limit)), RedisQuestions::questions);
    }

    @Override
    public Uni<Boolean> delete(String question) {
        return delete.run(KEYS, List.of(question), deleted -> deleted.toInteger() > 0);
    }

    @Override
    public Uni<Void> deleteAll() {
        return delete.run(KEYS, List.of(), deleted -> deleted).replaceWithVoid();
    }

    /** Members and scores alternate. */
    private static List<UnansweredQuestion> questions(Response listed) {
        return IntStream.range(0, listed.size() / 2)
                .mapToObj(at -> question(
                        listed.get(2 * at).toString(), listed.get(2 * at + 1).toLong()))
                .toList();
    }

    private static UnansweredQuestion question(String member, long askedAt) {
        int blank = member.indexOf(' ');
        return new UnansweredQuestion(
                member.substring(blank + 1), member.substring(0, blank), Instant.ofEpochMilli(askedAt));
    }

    private static String millis(Duration lifetime) {
        return Long.toString(lifetime.toMillis());
    }
}
