package io.parley.playground;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The API of a made-up monitoring company: three monitors, one incident, and a report that takes its time. */
@PlaygroundOnly
@Path("/playground/demo")
@Produces(MediaType.APPLICATION_JSON)
public class DemoApiResource {

    private static final Duration TIME_OF_REPORT = Duration.ofSeconds(4);
    private static final String INCIDENT = "4711";
    private static final int MOST_DAYS = 30;

    private static final Map<String, Monitor> MONITORS = Map.of(
            "checkout", new Monitor("checkout", "degraded", 1_840, INCIDENT, "open"),
            "website", new Monitor("website", "up", 120, null, null),
            "search", new Monitor("search", "up", 95, null, null));

    private final LocalConversations conversations;

    /** The user who acknowledged each incident. Only the known incident is ever in it. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    DemoApiResource(LocalConversations conversations) {
        this.conversations = conversations;
    }

    /** Returns the state of a monitor. */
    @GET
    @Path("/monitors/{monitor}")
    public Monitor monitor(String monitor) {
        demandHealth();
        Monitor found = MONITORS.get(monitor);
        if (found == null) {
            throw new NotFoundException("There are the monitors checkout, website and search.");
        }
        return found.incident() != null && acknowledged.containsKey(found.incident()) ? found.acknowledged() : found;
    }

    /** Acknowledges an incident. A second time changes nothing. */
    @POST
    @Path("/incidents/{incident}/acknowledgement")
    @Consumes(MediaType.APPLICATION_JSON)
    public Acknowledgement acknowledge(
            String incident, @HeaderParam("X-User") @DefaultValue("somebody") String user, @Nullable Note note) {
        demandHealth();
        if (!incident.equals(INCIDENT)) {
            throw new NotFoundException("There is no open incident of this number.");
        }
        acknowledged.putIfAbsent(incident, user);
        return new Acknowledgement(
                incident, "acknowledged", acknowledged.getOrDefault(incident, user), note == null ? null : note.note());
    }

    /** Returns the uptime of all monitors, after some seconds. */
    @GET
    @Path("/reports/uptime")
    public Uni<List<Uptime>> report(@QueryParam("days") @DefaultValue("7") int days) {
        demandHealth();
        int within = Math.max(1, Math.min(days, MOST_DAYS));
        return Uni.createFrom()
                .item(List.of(
                        new Uptime("checkout", within, 99.2),
                        new Uptime("website", within, 99.99),
                        new Uptime("search", within, 99.95)))
                .onItem()
                .delayIt()
                .by(TIME_OF_REPORT);
    }

    /** Fails if the user of the playground has asked for a failure. */
    private void demandHealth() {
        if (conversations.suffer(Trouble.FAILING_TOOL)) {
            throw new ServiceUnavailableException("The playground made the API fail.");
        }
    }

    /** A monitor and its open incident, if it has one. */
    @RegisterForReflection
    public record Monitor(
            String monitor,
            String state,
            int responseMillis,
            @Nullable String incident,
            @Nullable String incidentState) {

        Monitor acknowledged() {
            return new Monitor(monitor, state, responseMillis, incident, "acknowledged");
        }
    }

    /** What the user says about an incident. */
    @RegisterForReflection
    public record Note(@Nullable String note) {}

    /** An acknowledged incident. */
    @RegisterForReflection
    public record Acknowledgement(
            String incident,
            String state,
            String by,
            @Nullable String note) {}

    /** The share of time in percent in which a monitor was up. */
    @RegisterForReflection
    public record Uptime(String monitor, int days, double percent) {}
}
