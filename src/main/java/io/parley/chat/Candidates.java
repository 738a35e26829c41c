package io.parley.chat;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The deployments for one answer, in the order in which they are asked, and which of them may still be asked. */
final class Candidates {

    private final List<Deployment> deployments;
    private final Set<Deployment> excluded = new HashSet<>();
    private final Set<Deployment> failed = new HashSet<>();

    Candidates(List<Deployment> deployments) {
        this.deployments = deployments;
    }

    /** Acquires the first deployment that may be asked; one to avoid only if no other is left. Empty if none may be asked now. */
    Optional<Deployment> next() {
        return free(false).or(() -> free(true));
    }

    private Optional<Deployment> free(boolean avoided) {
        for (Deployment deployment : deployments) {
            Availability availability = deployment.availability();
            if (isLeft(deployment) && availability.avoided() == avoided && availability.acquire()) {
                return Optional.of(deployment);
            }
        }
        return Optional.empty();
    }

    private boolean isLeft(Deployment deployment) {
        return !excluded.contains(deployment) && !failed.contains(deployment);
    }

    /** Returns the number of deployments that could be asked after this one without a pause. */
    long after(Deployment deployment) {
        return deployments.stream()
                .filter(other -> other != deployment && isLeft(other))
                .filter(other -> !other.availability().avoided())
                .filter(other -> other.availability().closed().isZero())
                .count();
    }

    /** Never asks a deployment again for this answer: it will not take the chat. */
    void exclude(Deployment deployment) {
        excluded.add(deployment);
    }

    /** Asks a deployment again only after the next pause. */
    void skip(Deployment deployment) {
        failed.add(deployment);
    }

    /** A pause has ended: those that were skipped may be asked again. */
    void resume() {
        failed.clear();
    }

    boolean areExcluded() {
        return excluded.size() == deployments.size();
    }

    int count() {
        return deployments.size();
    }

    /** Returns the shortest of the times that the deployments have to wait. */
    Duration soonest(Function<Availability, Duration> wait) {
        return deployments.stream()
                .filter(deployment -> !excluded.contains(deployment))
                .map(deployment -> wait.apply(deployment.availability()))
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    String names() {
        return deployments.stream().map(Deployment::name).collect(Collectors.joining(", "));
    }
}
