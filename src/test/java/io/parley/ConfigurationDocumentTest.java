package io.parley;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the page of settings with the code: every setting, its variable and its default, and no other. */
class ConfigurationDocumentTest {

    /** A setting's line: {@code | `VARIABLE` | `property` | default | effect |}. */
    private static final Pattern ROW =
            Pattern.compile("\\| `([A-Z_]+)` \\| `(\\S+)` \\| ([^|]*)\\| [^|]+\\.(?:\\*\\*)? \\|");

    private static final Pattern PARLEYS_PROPERTY = Pattern.compile("`(parley\\.[^`]+)`");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:.*)?}");

    private static final String DOCUMENT = read("docs/configuration.md");
    private static final Properties PROPERTIES = properties();
    private static final Set<Setting> SETTINGS = mappings()
            .flatMap(mapping ->
                    settings(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping))
            .collect(toUnmodifiableSet());

    @Test
    void describesEverySettingAndNoOther() {
        assertThat(documented().keySet().stream().filter(property -> property.startsWith("parley.")))
                .containsExactlyInAnyOrderElementsOf(
                        SETTINGS.stream().map(Setting::property).toList());
    }

    @Test
    void namesNoPropertyThatDoesNotExist() {
        Set<String> properties = SETTINGS.stream().map(Setting::property).collect(toUnmodifiableSet());

        assertThat(PARLEYS_PROPERTY.matcher(DOCUMENT).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allMatch(properties::contains);
    }

    @Test
    void namesTheVariableOfEachSetting() {
        Map<String, Row> documented = documented();

        assertThat(SETTINGS).allSatisfy(setting -> assertThat(documented.get(setting.property()))
                .extracting(Row::variable)
                .isEqualTo(setting.variable()));
    }

    @Test
    void namesEveryVariableThatAPropertyTakesItsValueFrom() {
        Map<String, Row> documented = documented();

        assertThat(PROPERTIES.stringPropertyNames())
                .filteredOn(property ->
                        VARIABLE.matcher(PROPERTIES.getProperty(property)).matches())
                .isNotEmpty()
                .allSatisfy(property -> assertThat(documented.get(property))
                        .extracting(Row::variable)
                        .isEqualTo(variableOf(property)));
    }

    @Test
    void namesTheDefaultOfEachSetting() {
        Map<String, Row> documented = documented();

        assertThat(SETTINGS)
                .filteredOn(setting -> !setting.defaultValue().isEmpty())
                .allSatisfy(setting -> assertThat(documented.get(setting.property()))
                        .extracting(Row::defaultValue)
                        .isEqualTo("`" + setting.defaultValue() + "`"));
    }

    private record Setting(String property, String variable, String defaultValue) {

        static Setting of(String property, Method method) {
            WithDefault withDefault = method.getAnnotation(WithDefault.class);
            return new Setting(property, variableOf(property), withDefault == null ? "" : withDefault.value());
        }
    }

    private record Row(String variable, String property, String defaultValue) {

        static Row of(MatchResult match) {
            return new Row(match.group(1), match.group(2), match.group(3).strip());
        }
    }

    private static Map<String, Row> documented() {
        Map<String, Row> rows = new HashMap<>();
        ROW.matcher(DOCUMENT).results().map(Row::of).forEach(row -> rows.put(row.property(), row));
        return rows;
    }

    private static Stream<? extends Class<?>> mappings() {
        return new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("io.parley").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect);
    }

    private static Stream<Setting> settings(String prefix, Class<?> group) {
        return Arrays.stream(group.getMethods())
                .filter(method -> !method.isSynthetic())
                .flatMap(method -> settings(prefix, method));
    }

    private static Stream<Setting> settings(String prefix, Method method) {
        String property = method.isAnnotationPresent(WithParentName.class) ? prefix : prefix + "." + dashed(method);
        Class<?> type = method.getReturnType();
        return type.isInterface() && type.getName().startsWith("io.parley.")
                ? settings(property, type)
                : Stream.of(Setting.of(property, method));
    }

    private static String dashed(Method method) {
        return method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Returns the variable from which application.properties takes the value, or else SmallRye Config's own name. */
    private static String variableOf(String property) {
        Matcher expression = VARIABLE.matcher(PROPERTIES.getProperty(property, ""));
        return expression.matches()
                ? expression.group(1)
                : property.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Properties properties() {
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
