package io.parley.redis;

import java.util.regex.Pattern;

/** Tells errors of a server that takes no work at the moment, or never again, from errors of one call. */
final class Refusal {

    /**
     * READONLY: a replica, perhaps since a failover. UNBLOCKED: it became one during the call. LOADING: it starts. MASTERDOWN,
     * CLUSTERDOWN, NOREPLICAS: it has lost the others. MISCONF: it cannot write to its disk. NOAUTH, WRONGPASS: its password
     * is another one by now. Redis before version 7 puts what a script met behind words of its own.
     */
    private static final Pattern OF_SERVER = Pattern.compile(
            "(?:^|[ -])(?:READONLY|UNBLOCKED|LOADING|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|MISCONF|NOAUTH|WRONGPASS)\\b");

    private Refusal() {}

    /** Whether another server may take the call that this one refused. */
    static boolean isOfServer(Throwable failure) {
        return failure.getMessage() != null
                && OF_SERVER.matcher(failure.getMessage()).find();
    }
}
