package io.parley.turn;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The replicas of a test, which all end with it. */
final class Replicas implements AutoCloseable {

    private final List<Replica> replicas = new CopyOnWriteArrayList<>();

    Replica add(Replica replica) {
        replicas.add(replica);
        return replica;
    }

    Stream<Replica> stream() {
        return replicas.stream();
    }

    @Override
    public void close() throws InterruptedException {
        for (Replica replica : replicas) {
            replica.close();
        }
    }
}
