package io.parley.redis;

import io.vertx.mutiny.redis.client.Redis;
import java.net.URI;
import java.util.List;

/** What stands behind a {@link TestRedis}. */
interface Servers {

    List<URI> addresses();

    /** A client of each server, whatever cluster it belongs to. */
    List<Redis> clients();

    /** Stops all, with all they hold. */
    void goAway();

    /** Starts all again, empty, where they were. */
    void comeBack();

    void stop();
}
