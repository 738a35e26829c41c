package io.parley.knowledge.azure;

import io.parley.http.Origin;
import io.parley.http.PathSegment;
import io.parley.http.TrustedOrigin;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One index of a search service, and how it is searched. A setting that cannot work fails with a {@link ConfigurationException} that
 * names the variable.
 *
 * @param filter of OData
 */
record AzureIndex(
        Origin service,
        String name,
        String apiVersion,
        Fields fields,
        Optional<String> semanticConfiguration,
        Optional<String> vectorField,
        Optional<String> filter) {

    static final String VARIABLE = "PARLEY_KNOWLEDGE_SEARCH_";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");
    private static final Pattern VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-[Pp]review)?");

    /**
     * The fields that are read.
     *
     * @param language such as {@code de}
     */
    record Fields(String content, String title, Optional<String> url, Optional<String> language) {

        String select() {
            return String.join(
                    ",",
                    Stream.of(Stream.of(content, title), url.stream(), language.stream())
                            .flatMap(names -> names)
                            .distinct()
                            .toList());
        }
    }

    static AzureIndex of(String endpoint, AzureSearchConfig config) {
        return new AzureIndex(
                TrustedOrigin.of(endpoint, VARIABLE + "ENDPOINT"),
                config.index()
                        .map(index -> demand(index, NAME, "INDEX", "the name of an index"))
                        .orElseThrow(() -> new ConfigurationException(
                                VARIABLE + "ENDPOINT needs " + VARIABLE + "INDEX, the name of the index.")),
                demand(config.apiVersion(), VERSION, "API_VERSION", "a date such as 2026-04-01"),
                new Fields(
                        field(config.contentField(), "CONTENT_FIELD"),
                        field(config.titleField(), "TITLE_FIELD"),
                        config.urlField().map(field -> field(field, "URL_FIELD")),
                        config.languageField().map(field -> field(field, "LANGUAGE_FIELD"))),
                config.semanticConfiguration().map(String::strip),
                config.vectorField().map(field -> field(field, "VECTOR_FIELD")),
                config.filter());
    }

    private static String field(String setting, String variable) {
        return demand(setting, FIELD, variable, "the name of a field: letters, digits and underscores");
    }

    private static String demand(String setting, Pattern form, String variable, String what) {
        String stripped = setting.strip();
        if (!form.matcher(stripped).matches()) {
            throw new ConfigurationException(VARIABLE + variable + " must be " + what + ".");
        }
        return stripped;
    }

    /** The address of its searches. */
    String address() {
        return service + "/indexes/" + PathSegment.encode(name) + "/docs/search?api-version=" + apiVersion;
    }

    /** The resource of tokens for its service, which is another one in each cloud. */
    String resource() {
        String host = service.host().toLowerCase(Locale.ROOT);
        String cloud = host.endsWith(".azure.us") ? "us" : host.endsWith(".azure.cn") ? "cn" : "com";
        return "https://search.azure." + cloud;
    }

    /** The index and its host, for logs. */
    String title() {
        return "The index " + name + " of " + service.host();
    }
}
