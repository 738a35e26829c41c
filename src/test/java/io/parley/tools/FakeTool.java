package io.parley.tools;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.ToolDefinition;
import io.parley.tools.ToolPolicy.Effect;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A tool whose results a test sets. Records its calls. */
public final class FakeTool implements Tool {

    /** One call as the tool saw it. */
    public record Call(ObjectNode arguments, CallContext context) {}

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final String name;
    private final ToolPolicy policy;
    private volatile BiFunction<ObjectNode, CallContext, Uni<ToolOutcome>> behaviour;
    private volatile Optional<String> objection = Optional.empty();

    private FakeTool(String name, ToolPolicy policy) {
        this.name = name;
        this.policy = policy;
        this.behaviour =
                (arguments, context) -> Uni.createFrom().item(ToolOutcome.succeeded("{\"from\":\"" + name + "\"}"));
    }

    public static FakeTool of(String name, ToolPolicy policy) {
        return new FakeTool(name, policy);
    }

    /** Reads from the operator's own system. */
    public static FakeTool reading(String name) {
        return of(name, policy(Effect.READ, true, false, true));
    }

    /** Reads what others have written. */
    public static FakeTool readingFromOthers(String name) {
        return of(name, policy(Effect.READ, true, false, false));
    }

    /** Writes without consent, and takes no idempotency key. */
    public static FakeTool writing(String name) {
        return of(name, policy(Effect.WRITE, false, false, true));
    }

    /** Writes without consent, and takes an idempotency key. */
    public static FakeTool writingRepeatably(String name) {
        return of(name, policy(Effect.WRITE, true, false, true));
    }

    /** Writes after the user's consent. */
    public static FakeTool writingWithConsent(String name) {
        return of(name, policy(Effect.WRITE, false, true, true));
    }

    private static ToolPolicy policy(Effect effect, boolean repeatable, boolean confirmed, boolean trusted) {
        return new ToolPolicy(
                "the " + effect + " title",
                effect,
                repeatable,
                confirmed,
                trusted,
                Duration.ofSeconds(5),
                "Looking it up");
    }

    public FakeTool behaving(BiFunction<ObjectNode, CallContext, Uni<ToolOutcome>> newBehaviour) {
        behaviour = newBehaviour;
        return this;
    }

    public FakeTool answering(ToolOutcome outcome) {
        return behaving((arguments, context) -> Uni.createFrom().item(outcome));
    }

    public FakeTool objecting(String newObjection) {
        objection = Optional.of(newObjection);
        return this;
    }

    public FakeTool within(Duration timeout) {
        return of(
                name,
                new ToolPolicy(
                        policy.title(),
                        policy.effect(),
                        policy.repeatable(),
                        policy.confirmed(),
                        policy.trusted(),
                        timeout,
                        policy.progress()));
    }

    public List<Call> calls() {
        return calls;
    }

    /** A toolbox with these tools. */
    public static Toolbox box(Tool... tools) {
        List<Tool> all = List.of(tools);
        return () -> all;
    }

    @Override
    public ToolDefinition definition() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        return new ToolDefinition(name, "Does " + name, schema);
    }

    @Override
    public ToolPolicy policy() {
        return policy;
    }

    @Override
    public Optional<String> objection(ObjectNode arguments) {
        return objection;
    }

    @Override
    public Uni<ToolOutcome> call(ObjectNode arguments, CallContext context) {
        calls.add(new Call(arguments, context));
        return behaviour.apply(arguments, context);
    }
}
