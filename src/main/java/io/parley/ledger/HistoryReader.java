package io.parley.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.parley.conversation.Remark;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the messages of history as scripts return them: one on each line, oldest first. */
final class HistoryReader {

    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";

    private final Codec codec;

    HistoryReader(Codec codec) {
        this.codec = codec;
    }

    /** Leaves out a message that cannot be read: the conversation can go on without it. */
    List<Remark> read(byte[] lines) {
        try (JsonParser parser = codec.parser(lines)) {
            return readAll(parser);
        } catch (IOException unreadable) {
            return readEach(lines);
        }
    }

    /** Reads all messages with one parser. Fails if one of them has another form than this version writes. */
    private static List<Remark> readAll(JsonParser parser) throws IOException {
        List<Remark> messages = new ArrayList<>();
        while (parser.nextToken() != null) {
            messages.add(readMessage(parser));
        }
        return messages;
    }

    private static Remark readMessage(JsonParser parser) throws IOException {
        demand(parser.currentToken() == JsonToken.START_OBJECT);
        String role = "";
        Optional<String> content = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "role" -> role = parser.getText();
                case "content" -> content = Optional.of(text(parser));
                default -> parser.skipChildren();
            }
        }
        demand(content.isPresent() && (role.equals(USER) || role.equals(ASSISTANT)));
        return role.equals(USER) ? Remark.ofUser(content.get()) : Remark.ofBot(content.get());
    }

    private static String text(JsonParser parser) throws IOException {
        demand(parser.currentToken() == JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private static void demand(boolean known) throws IOException {
        if (!known) {
            throw new IOException("Another form than this version writes");
        }
    }

    private List<Remark> readEach(byte[] lines) {
        return Stream.of(new String(lines, StandardCharsets.UTF_8).split("\n"))
                .filter(line -> !line.isEmpty())
                .flatMap(this::readLine)
                .toList();
    }

    private Stream<Remark> readLine(String line) {
        try {
            Remark message = codec.read(line, Remark.class);
            if (isWhole(message.role()) && isWhole(message.content())) {
                return Stream.of(message);
            }
        } catch (UncheckedIOException unreadable) {
            Log.debugf("Unreadable history: %s", unreadable.getClass());
        }
        Log.warn("A message of a conversation's history cannot be read, and was left out.");
        return Stream.empty();
    }

    private static boolean isWhole(@Nullable Object part) {
        return part != null;
    }
}
