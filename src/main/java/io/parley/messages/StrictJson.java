package io.parley.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads activities in only one possible way: UTF-8, each key once, nothing after the JSON, and strings only where the
 * protocol has strings.
 */
@RegisterForReflection
public class StrictJson implements BiFunction<ObjectMapper, Type, ObjectReader> {

    private static final List<CoercionInputShape> NO_TEXT =
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

    @Override
    public ObjectReader apply(ObjectMapper mapper, Type type) {
        ObjectMapper strict = mapper.copy();
        strict.getFactory()
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                // The stream stays open: its close method would read the body to its end, which may never arrive.
                .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
                .setStreamReadConstraints(strict.getFactory()
                        .streamReadConstraints()
                        .rebuild()
                        .maxDocumentLength(maxBodySize())
                        .build());
        NO_TEXT.forEach(shape -> strict.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail));
        return strict.readerFor(strict.constructType(type))
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    private static long maxBodySize() {
        return ConfigProvider.getConfig()
                .getValue("quarkus.http.limits.max-body-size", MemorySize.class)
                .asLongValue();
    }
}
