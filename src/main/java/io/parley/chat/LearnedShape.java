package io.parley.chat;

import io.quarkus.logging.Log;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The form of requests that one deployment accepts. Starts with the form of the settings, and leaves out what the model rejects.
 * All calls share what one of them has learned.
 */
final class LearnedShape {

    private final ChatTarget target;
    private final DeploymentConfig deployment;
    private final AtomicReference<RequestShape> shape;

    LearnedShape(ChatTarget target, DeploymentSettings settings) {
        this.target = target;
        this.deployment = settings.own();
        this.shape = new AtomicReference<>(RequestShape.of(target, settings));
    }

    RequestShape current() {
        return Objects.requireNonNull(shape.get());
    }

    /**
     * Changes the form after a rejected request. Returns whether a changed request may succeed: this call or another one has
     * removed what the model rejects.
     *
     * @param withTools whether the request offered tools
     */
    boolean adapt(RequestShape used, ErrorAnswer refusal, boolean withTools) {
        return (withTools && refusal.error().refusesEffortWithTools() && adaptToTools(used))
                || (refusal.error().refusesParameter()
                        && adaptTo(used, refusal.error().parameter()));
    }

    private boolean adaptTo(RequestShape used, String parameter) {
        RequestShape without = used.without(parameter);
        if (!without.equals(used) && shape.compareAndSet(used, without)) {
            Log.warnf(
                    "The model behind %s does not accept %s in this form, which is not sent to it from now on%s",
                    target.name(),
                    parameter,
                    RequestShape.isSet(parameter)
                            ? ": check " + target.variables().chat("PARAMETERS") + "."
                            : ". No setting is wrong.");
        }
        return !without.equals(used);
    }

    /** Changes the form of requests with tools only. */
    private boolean adaptToTools(RequestShape used) {
        RequestShape other = used.withLessEffortForTools(deployment);
        if (!other.equals(used) && shape.compareAndSet(used, other)) {
            Log.warnf(
                    "The model behind %s takes no tools together with its reasoning effort: requests with tools are sent %s from"
                            + " here on. The Responses interface takes both: see %s.",
                    target.name(),
                    other.effortWithTools() == RequestShape.EffortWithTools.NONE
                            ? "with the effort none"
                            : "without one",
                    target.variables().chat("API"));
        }
        return !other.equals(used);
    }
}
