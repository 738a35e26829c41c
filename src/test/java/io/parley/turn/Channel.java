package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.connector.ConnectorClient;
import io.parley.connector.FakeConnector;
import io.parley.ledger.Fate;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** What users see, from all replicas. */
final class Channel {

    /** @param by the replica that posted it */
    record Post(Fate by, Activity activity) {

        String conversation() {
            return activity.conversation().id();
        }

        String text() {
            return String.valueOf(activity.text());
        }
    }

    /** @param id of the message whose place it took */
    record Replacement(String id, Activity activity) {}

    private final List<Replacement> replacements = new CopyOnWriteArrayList<>();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private volatile Supplier<Uni<Optional<String>>> replacing =
            () -> Uni.createFrom().item(Optional.empty());
    private volatile Function<Activity, Uni<Optional<String>>> behaviour =
            activity -> Uni.createFrom().item(Optional.of("id"));

    /** Returns the Connector from the view of one replica. */
    ConnectorClient connector(Fate replica) {
        return new FakeConnector((activity, replaced) -> replaced.isPresent()
                ? replica.step(() -> replace(replaced.get(), activity))
                : activity.is(ActivityTypes.TYPING)
                        ? post(replica, activity)
                        : replica.step(() -> post(replica, activity)));
    }

    private Uni<Optional<String>> replace(String id, Activity activity) {
        return Uni.createFrom()
                .item(() -> replacements.add(new Replacement(id, activity)))
                .chain(() -> replacing.get());
    }

    /** Sets the result for replacing a message from now on; the attempt is listed in any case. */
    void whenReplacing(Supplier<Uni<Optional<String>>> result) {
        replacing = result;
    }

    /** Returns the messages that took the place of others, oldest first. */
    List<Replacement> replacements() {
        return List.copyOf(replacements);
    }

    /** Sets what happens to activities from now on; an activity is shown if that does not fail. */
    void behave(Function<Activity, Uni<Optional<String>>> newBehaviour) {
        behaviour = newBehaviour;
    }

    List<Post> posts(String type) {
        return posts.stream().filter(post -> post.activity().is(type)).toList();
    }

    /** Returns the messages of a conversation, oldest first. */
    List<Post> messages(String conversation) {
        return posts(ActivityTypes.MESSAGE).stream()
                .filter(post -> post.conversation().equals(conversation))
                .toList();
    }

    List<String> said(String conversation) {
        return messages(conversation).stream().map(Post::text).toList();
    }

    /** Returns the unfinished messages that were shown in a conversation, oldest first. */
    List<String> drafts(String conversation) {
        return posts(ActivityTypes.TYPING).stream()
                .filter(post -> post.conversation().equals(conversation))
                .map(post -> post.activity().text())
                .filter(Objects::nonNull)
                .toList();
    }

    private Uni<Optional<String>> post(Fate replica, Activity activity) {
        return behaviour.apply(activity).invoke(() -> posts.add(new Post(replica, activity)));
    }
}
