package io.parley.configuration;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names settings by their environment variables, so that an error says what to set: {@code REDIS_URL} instead of {@code
 * parley.redis.url}. Runs after the expression of a setting is resolved. Quarkus' own settings keep their names: Quarkus
 * looks a setting up again by the name of the value.
 */
@Priority(Priorities.APPLICATION)
public final class VariableNames implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1;

    /** A value in application.properties that refers to a variable, with or without a default. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z_]*)(:.*)?}");

    private static final Pattern NOT_IN_VARIABLES = Pattern.compile("[^A-Za-z0-9]");

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        return value == null || value.getRawValue() == null || !isOurs(name) ? value : value.withName(variable(value));
    }

    private static boolean isOurs(String name) {
        return name.startsWith("parley.");
    }

    private static String variable(ConfigValue value) {
        Matcher expression = VARIABLE.matcher(value.getRawValue());
        if (expression.matches()) {
            return expression.group(1);
        }
        return EnvConfigSource.NAME.equals(value.getConfigSourceName())
                ? NOT_IN_VARIABLES.matcher(value.getName()).replaceAll("_").toUpperCase(Locale.ROOT)
                : value.getName();
    }
}
