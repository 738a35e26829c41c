package io.parley.configuration;

import io.quarkus.runtime.ExecutionMode;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilder.MappingBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Saves work while the settings are read, which is most of the start of an executable. No setting gets another value, and
 * wrong and unknown ones are reported as before. Runs after all others, so that it sees all defaults and mappings. The build
 * reads its settings without it.
 */
public final class LeanConfiguration implements SmallRyeConfigBuilderCustomizer {

    /**
     * Mappings whose names with a default nobody looks for in the list of all names. Those of TLS and HTTP decide by that list
     * what is set, and OpenTelemetry and Micrometer are passed what it names.
     */
    private static final Set<String> UNLISTED =
            Set.of("quarkus.log", "quarkus.management", "quarkus.redis", "quarkus.rest-client", "quarkus.vertx");

    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        if (ExecutionMode.current() == ExecutionMode.RUNTIME_INIT) {
            lighten(builder);
        }
    }

    static void lighten(SmallRyeConfigBuilder builder) {
        Map<String, String> defaults = builder.getDefaultValues();
        builder.withSources(new IndexedDefaults(defaults, listed(defaults.keySet(), builder.getMappingsBuilder())));
        defaults.clear();
    }

    /**
     * Leaves out names that the mappings know by themselves. Quarkus would check whether it knows each, and take
     * {@code quarkus.rest-client.read-timeout} for the settings of a client with the name {@code read-timeout}.
     */
    private static Set<String> listed(Set<String> defaults, MappingBuilder mappings) {
        Set<String> names = new HashSet<>(defaults);
        names.removeIf(name -> name.indexOf('*') >= 0);
        mappings.getMappings().stream()
                .filter(mapping -> UNLISTED.contains(mapping.getPrefix()))
                .forEach(mapping -> mapping.getProperties().keySet().forEach(names::remove));
        return names;
    }
}
