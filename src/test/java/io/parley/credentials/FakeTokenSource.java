package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers when the test says so; counts the requests, and how many of them were cancelled. */
public final class FakeTokenSource implements TokenSource {

    private final Clock clock;
    private final Queue<UniEmitter<? super AccessToken>> waiting = new ArrayDeque<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    public FakeTokenSource(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Uni<AccessToken> token() {
        return Uni.createFrom().emitter(emitter -> {
            asked.incrementAndGet();
            emitter.onTermination(cancelled::incrementAndGet);
            waiting.add(emitter);
        });
    }

    public int asked() {
        return asked.get();
    }

    public int cancelled() {
        return cancelled.get();
    }

    public void give(String value, Duration lifetime) {
        waiting.remove()
                .complete(
                        new AccessToken(value, clock.instant(), clock.instant().plus(lifetime)));
    }

    public void fail(String reason) {
        fail(new CredentialException(reason));
    }

    void fail(CredentialException failure) {
        waiting.remove().fail(failure);
    }
}
