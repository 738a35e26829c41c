package io.parley.agent;

import io.parley.conversation.Step;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Steps that are kept in memory, by their names. */
public final class KeptSteps implements Steps {

    private final List<Step> recorded;
    private volatile boolean lost;

    public KeptSteps(Step... recorded) {
        this.recorded = new CopyOnWriteArrayList<>(recorded);
    }

    /** From now on another replica has the turn. */
    void lose() {
        lost = true;
    }

    @Override
    public String turn() {
        return "c:1";
    }

    @Override
    public List<Step> recorded() {
        return List.copyOf(recorded);
    }

    @Override
    public Uni<List<Step>> record(List<Step> steps) {
        return Uni.createFrom().item(() -> steps.stream().map(this::keep).toList());
    }

    @Override
    public Uni<Boolean> claim(String token, Step step) {
        return record(List.of(step)).replaceWith(true);
    }

    private Step keep(Step step) {
        return recorded.stream()
                .filter(one -> one.name().equals(step.name()))
                .findFirst()
                .orElseGet(() -> {
                    recorded.add(step);
                    return step;
                });
    }

    @Override
    public void demandOurs() {
        if (lost) {
            throw new IllegalStateException("Another replica has the turn");
        }
    }

    @Override
    public boolean isOurs() {
        return !lost;
    }

    @Override
    public <T> Uni<T> toItsEnd(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
    }
}
