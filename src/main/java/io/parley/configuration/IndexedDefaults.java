package io.parley.configuration;

import io.smallrye.config.DefaultValuesConfigSource;
import io.smallrye.config.PropertyName;
import io.smallrye.config.common.AbstractConfigSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the default of a setting among those whose names end like it. SmallRye Config compares the name of a setting that has
 * no default with all patterns, such as {@code quarkus.redis.*.timeout}: that was an eighth of the start.
 */
final class IndexedDefaults extends AbstractConfigSource {

    private static final long serialVersionUID = 1;

    private static final String WILDCARD = "*";

    private final Map<String, String> values = new HashMap<>();

    /** By their last segment; {@link #WILDCARD} if that has a wildcard. */
    private final Map<String, Map<String, String>> patterns = new HashMap<>();

    private final Set<String> names;

    /**
     * Copies the defaults.
     *
     * @param defaults the values by names and patterns
     * @param names the names that are listed; each has a value
     */
    IndexedDefaults(Map<String, String> defaults, Set<String> names) {
        super(DefaultValuesConfigSource.NAME, DefaultValuesConfigSource.ORDINAL);
        this.names = names;
        defaults.forEach(this::add);
    }

    private void add(String name, String value) {
        if (name.contains(WILDCARD)) {
            String last = lastSegment(name);
            String end = last.contains(WILDCARD) ? WILDCARD : last;
            patterns.computeIfAbsent(end, absent -> new HashMap<>()).put(name, value);
        } else {
            values.put(name, value);
        }
    }

    @Override
    public Set<String> getPropertyNames() {
        return names;
    }

    @Override
    public @Nullable String getValue(String name) {
        String value = values.get(name);
        if (value == null) {
            value = matching(name, lastSegment(name));
        }
        return value == null ? matching(name, WILDCARD) : value;
    }

    private @Nullable String matching(String name, String end) {
        Map<String, String> candidates = patterns.get(end);
        if (candidates != null) {
            for (Map.Entry<String, String> candidate : candidates.entrySet()) {
                if (PropertyName.equals(name, candidate.getKey())) {
                    return candidate.getValue();
                }
            }
        }
        return null;
    }

    private static String lastSegment(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
