package io.parley.ledger;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether all partitions are on one server of Redis, so that one script may touch several of them. A cluster refuses such a
 * script, and so does a proxy before several servers. After such a refusal, each call is for one partition.
 */
@ApplicationScoped
class OneServer {

    private static final String REFUSAL = "CROSSSLOT";

    private volatile boolean holdsAll = true;

    boolean holdsAll() {
        return holdsAll;
    }

    /** Learns from the failure of a call for several partitions. */
    void learn(Throwable failure) {
        if (holdsAll && isRefusal(failure)) {
            holdsAll = false;
            Log.info("Redis spreads its keys over several servers: partitions are looked through one by one.");
        }
    }

    private static boolean isRefusal(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage()).contains(REFUSAL);
    }
}
