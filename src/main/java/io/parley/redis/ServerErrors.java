package io.parley.redis;

import java.util.regex.Pattern;

/** Distinguishes errors of a server that currently accepts no calls from errors of a single call. */
final class ServerErrors {

    /**
     * READONLY: the server is a replica, perhaps since a failover. UNBLOCKED: it became a replica during the call. LOADING:
     * it is starting. MASTERDOWN, CLUSTERDOWN, NOREPLICAS: it has lost the other servers. MISCONF: it cannot write to its
     * disk. NOAUTH, WRONGPASS: its password has changed. Redis before version 7 puts its own words before an error in a
     * script.
     */
    private static final Pattern OF_SERVER = Pattern.compile(
            "(?:^|[ -])(?:READONLY|UNBLOCKED|LOADING|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|MISCONF|NOAUTH|WRONGPASS)\\b");

    private ServerErrors() {}

    /** Whether another server could accept the call that this server rejected. */
    static boolean include(Throwable failure) {
        return failure.getMessage() != null
                && OF_SERVER.matcher(failure.getMessage()).find();
    }
}
