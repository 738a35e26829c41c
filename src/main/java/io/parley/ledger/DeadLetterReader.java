package io.parley.ledger;

import io.parley.activity.Activity;
import io.parley.activity.ConversationAccount;
import io.vertx.mutiny.redis.client.Response;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** Reads dead letters from the answer of a script. */
final class DeadLetterReader {

    private final Codec codec;

    DeadLetterReader(Codec codec) {
        this.codec = codec;
    }

    /** Leaves out what is known by the activity if that cannot be read. */
    DeadLetter letter(Fields letter) {
        Optional<Activity> activity = letter.find("activity").flatMap(this::activity);
        return new DeadLetter(
                letter.text("id"),
                activity.map(Activity::channelId).orElse(null),
                activity.map(Activity::conversation)
                        .map(ConversationAccount::id)
                        .orElse(null),
                activity.map(Activity::id).orElse(null),
                Instant.ofEpochMilli((long) Double.parseDouble(letter.text("since"))),
                (int) letter.number("attempts"),
                letter.find("reason").orElse(""),
                letter.optionalElements("steps").map(Response::toString).toList(),
                letter.flag("answered"));
    }

    private Optional<Activity> activity(String json) {
        try {
            return Optional.of(codec.read(json, Activity.class));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
