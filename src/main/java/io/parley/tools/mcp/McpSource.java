package io.parley.tools.mcp;

import io.parley.tools.Declaration;
import io.parley.tools.Tool;
import io.parley.tools.http.ToolServer;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The tools of one MCP server. Lists them in the background and keeps the last list: a server that does not answer delays
 * neither the start nor a reply. If the list cannot be renewed within its lifetime, its tools are no longer offered.
 */
public final class McpSource {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Runs something after a time, on a thread that may not be blocked. */
    @FunctionalInterface
    public interface Timer {
        void after(Duration time, Runnable action);
    }

    /**
     * The timer and the clock of a source.
     *
     * @param nanoTime like {@link System#nanoTime}
     */
    public record Surroundings(Timer timer, LongSupplier nanoTime) {}

    /** @param until by the clock of the surroundings */
    private record Offer(List<Tool> tools, long until) {}

    private final String name;
    private final ToolServer server;
    private final McpClient client;
    private final Selection selection;
    private final String idempotencyName;
    private final Surroundings surroundings;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private final AtomicLong scheduled = new AtomicLong();
    private volatile Offer offer;
    private volatile Duration pause = FIRST_PAUSE;
    private volatile boolean failing;

    /**
     * @param name of the source in the operator's file
     * @param declarations the tools that may be offered, by the server's names for them; each has a name for the model
     * @param idempotencyName the key of {@code _meta} that carries the idempotency key of a write
     */
    public McpSource(
            String name,
            ToolServer server,
            Map<String, Declaration> declarations,
            String idempotencyName,
            Surroundings surroundings) {
        this.name = name;
        this.server = server;
        this.client = new McpClient(server);
        this.selection = new Selection(this, declarations);
        this.idempotencyName = idempotencyName;
        this.surroundings = surroundings;
        this.offer = new Offer(List.of(), surroundings.nanoTime().getAsLong());
    }

    /** Begins to list the tools. Returns at once. */
    public void start() {
        refresh();
    }

    /** Returns the current tools. */
    public List<Tool> tools() {
        Offer current = offer;
        return current.until() - surroundings.nanoTime().getAsLong() > 0 ? current.tools() : List.of();
    }

    /** Returns the number of tools that may be offered. */
    public int most() {
        return selection.names().size();
    }

    /** Returns the number of tools that are not offered because their description is not the pinned one. */
    public int withheld() {
        return selection.withheld();
    }

    public String name() {
        return name;
    }

    ToolServer server() {
        return server;
    }

    McpClient client() {
        return client;
    }

    String idempotencyName() {
        return idempotencyName;
    }

    /** The server's tools have changed. */
    void refreshSoon() {
        schedule(FIRST_PAUSE);
    }

    private void refresh() {
        if (refreshing.compareAndSet(false, true)) {
            ToolList.of(page -> client.send(page, ToolList.TIME), selection.names())
                    .subscribe()
                    .with(this::renewed, this::failed);
        }
    }

    private void renewed(ToolList list) {
        List<Tool> tools = selection.of(list.tools());
        offer = new Offer(
                tools, surroundings.nanoTime().getAsLong() + list.lifetime().toNanos());
        if (failing) {
            Log.infof("The MCP source %s answers again.", name);
        }
        failing = false;
        pause = FIRST_PAUSE;
        refreshing.set(false);
        schedule(list.lifetime().dividedBy(2));
    }

    private void failed(Throwable failure) {
        if (!failing) {
            Log.warnf(
                    "The tools of the MCP source %s cannot be listed: %s. It is asked again until it answers; until then, the"
                            + " last list is used for its lifetime.",
                    name, failure.getMessage());
        }
        failing = true;
        refreshing.set(false);
        schedule(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    /** Only the newest plan counts. */
    private void schedule(Duration time) {
        long plan = scheduled.incrementAndGet();
        surroundings.timer().after(time, () -> {
            if (scheduled.get() == plan) {
                refresh();
            }
        });
    }
}
