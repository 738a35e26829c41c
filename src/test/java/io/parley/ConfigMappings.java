package io.parley;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Reads settings like the application, without an application. What a test does not set has its real default. */
public final class ConfigMappings {

    private ConfigMappings() {}

    /** Sets only these: names without the prefix of the mapping, and values, alternate. */
    public static <T> T of(Class<T> mapping, String... namesAndValues) {
        return of(mapping, map(namesAndValues));
    }

    /**
     * Sets only these, by their names without the prefix of the mapping.
     *
     * @param all mappings of the prefix, if there are several
     */
    public static <T> T of(Class<T> mapping, Map<String, String> settings, Class<?>... all) {
        String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .forClassLoader(mapping.getClassLoader())
                .addDiscoveredConverters()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(mapping);
        Stream.of(all).forEach(builder::withMapping);
        settings.forEach((name, value) -> builder.withDefaultValue(prefix + "." + name, value));
        return builder.build().getConfigMapping(mapping);
    }

    private static Map<String, String> map(String... namesAndValues) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
