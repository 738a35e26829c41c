package io.parley.ledger;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Decides what happens to a replica. Each of its calls to Redis and to the Connector is a step, and at one of them something
 * goes wrong. A dead replica does nothing more and receives nothing more: its calls never end.
 */
public final class Fate {

    public enum Mishap {
        /** The replica dies before the call is made. */
        DIES_BEFORE,
        /** The call is carried out, but the replica dies before it gets the result. */
        DIES_AFTER,
        /** The call is carried out, but fails for the replica, which stays alive. */
        ANSWER_LOST
    }

    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger stepsLeft;
    private final Mishap mishap;
    private final AtomicBoolean dead = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger missed = new AtomicInteger();
    private volatile boolean redisAway;
    private volatile Runnable reaction = () -> {};

    private Fate(int stepsLeft, Mishap mishap) {
        this.stepsLeft = new AtomicInteger(stepsLeft);
        this.mishap = mishap;
    }

    public static Fate happy() {
        return new Fate(Integer.MAX_VALUE, Mishap.ANSWER_LOST);
    }

    /** @param step counted from 1 */
    public static Fate at(int step, Mishap mishap) {
        return new Fate(step, mishap);
    }

    /** @param newReaction runs once, after the failure */
    public void afterwards(Runnable newReaction) {
        reaction = newReaction;
    }

    public boolean happened() {
        return stepsLeft.get() <= 0;
    }

    public boolean dead() {
        return dead.get();
    }

    public void die() {
        if (!dead.getAndSet(true)) {
            reaction.run();
        }
    }

    /** Makes Redis unreachable from this replica, until it is made reachable again. */
    public void loseRedis() {
        redisAway = true;
    }

    public void findRedis() {
        redisAway = false;
    }

    public boolean redisAway() {
        if (redisAway) {
            missed.incrementAndGet();
        }
        return redisAway;
    }

    /** Returns the number of calls that did not reach Redis. */
    public int missed() {
        return missed.get();
    }

    /** Notes a command that is sent to Redis. */
    void sent(String command) {
        commands.add(command);
    }

    /** Returns the names of the commands that were sent to Redis, oldest first. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** Returns the number of steps that were begun. */
    public int taken() {
        return taken.get();
    }

    /** Ends the test: no replica does anything any more. */
    public void end() {
        over.set(true);
    }

    public <T> Uni<T> step(Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> take(call));
    }

    private <T> Uni<T> take(Supplier<Uni<T>> call) {
        if (over.get()) {
            return Uni.createFrom().failure(new IllegalStateException("The test is over"));
        }
        taken.incrementAndGet();
        boolean last = !dead() && stepsLeft.decrementAndGet() == 0;
        if (last && mishap == Mishap.DIES_BEFORE) {
            die();
        }
        if (dead()) {
            return Uni.createFrom().nothing();
        }
        return call.get()
                .invoke(() -> failLate(last))
                .onFailure()
                .invoke(() -> dieLate(last))
                .onItemOrFailure()
                .transformToUni((item, failure) -> dead()
                        ? Uni.createFrom().nothing()
                        : failure == null
                                ? Uni.createFrom().item(item)
                                : Uni.createFrom().failure(failure));
    }

    private void dieLate(boolean last) {
        if (last && mishap == Mishap.DIES_AFTER) {
            die();
        }
    }

    private void failLate(boolean last) {
        dieLate(last);
        if (last && mishap == Mishap.ANSWER_LOST) {
            reaction.run();
            throw new IllegalStateException("The answer was lost");
        }
    }
}
