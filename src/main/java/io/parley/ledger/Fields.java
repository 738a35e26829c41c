package io.parley.ledger;

import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Named values that a script returned: a list of names, each followed by its value. Fails with {@link IllegalStateException} if
 * the response has another form, or if a value is missing that the script always returns.
 */
final class Fields {

    private final Map<String, Response> values = new HashMap<>();

    private Fields(Response pairs) {
        if (pairs.type() != ResponseType.MULTI || pairs.size() % 2 != 0) {
            throw new IllegalStateException("Not what the script returns");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            values.put(pairs.get(i).toString(), pairs.get(i + 1));
        }
    }

    static Fields of(Response pairs) {
        return new Fields(pairs);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns a text; empty if it is absent or has no characters. */
    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(Response::toString).filter(text -> !text.isEmpty());
    }

    String text(String name) {
        return value(name).toString();
    }

    byte[] bytes(String name) {
        return value(name).toBytes();
    }

    long number(String name) {
        return value(name).toLong();
    }

    boolean flag(String name) {
        return "1".equals(text(name));
    }

    /** Returns the named values below a name; empty if the name is absent. */
    Optional<Fields> below(String name) {
        return Optional.ofNullable(values.get(name)).map(Fields::of);
    }

    /** Returns the elements of a list. */
    Stream<Response> elements(String name) {
        return elements(value(name));
    }

    /** The elements of a list; none when it is absent. */
    Stream<Response> optionalElements(String name) {
        Response list = values.get(name);
        return list == null ? Stream.of() : elements(list);
    }

    static Stream<Response> elements(Response list) {
        if (list.type() != ResponseType.MULTI) {
            throw new IllegalStateException("Not what the script returns");
        }
        return StreamSupport.stream(list.spliterator(), false);
    }

    private Response value(String name) {
        Response value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("The script returned no " + name);
        }
        return value;
    }
}
