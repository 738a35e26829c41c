package io.parley.redis;

import io.vertx.mutiny.redis.client.Redis;
import java.net.URI;
import java.util.List;

/** The servers of a {@link TestRedis}. */
interface Servers {

    List<URI> addresses();

    /** Returns a client of each server, whether it is part of a cluster or not. */
    List<Redis> clients();

    /** Stops all servers and deletes their data. */
    void goAway();

    /** Starts all servers again, empty, on the same ports. */
    void comeBack();

    void stop();
}
