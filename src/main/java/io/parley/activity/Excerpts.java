package io.parley.activity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Limits the parts of an activity whose size the sender chooses. Each limit is many times what the bot reads. */
final class Excerpts {

    private static final int KIB = 1024;

    private Excerpts() {}

    /** A card's input, or the argument of an invoke or an event. */
    @RegisterForReflection
    static final class OfValue extends JsonDeserializer<JsonNode> {
        @Override
        public @Nullable JsonNode deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Excerpt.of(parser, 32 * KIB);
        }
    }

    /** The fields that a channel adds to its own activities. */
    @RegisterForReflection
    static final class OfChannelData extends JsonDeserializer<JsonNode> {
        @Override
        public @Nullable JsonNode deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Excerpt.of(parser, 16 * KIB);
        }
    }

    /** Enough for about a hundred mentions. */
    @RegisterForReflection
    static final class OfEntities extends JsonDeserializer<List<Entity>> {
        @Override
        public List<Entity> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Excerpt.ofList(parser, context, 64 * KIB, Entity::new);
        }
    }

    /** Enough for a message that is repeated as HTML. Files within the activity itself are not kept. */
    @RegisterForReflection
    static final class OfAttachments extends JsonDeserializer<List<Attachment>> {

        private static final int LONGEST_URL = 4 * KIB;

        @Override
        public List<Attachment> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Excerpt.ofList(parser, context, 96 * KIB, OfAttachments::attachment);
        }

        private static Attachment attachment(JsonNode json) {
            String url = json.path("contentUrl").textValue();
            return new Attachment(
                    json.path("contentType").textValue(),
                    url == null || url.length() > LONGEST_URL ? null : url,
                    json.get("content"),
                    json.path("name").textValue());
        }
    }

    /** Members who joined or left. */
    @RegisterForReflection
    static final class OfAccounts extends JsonDeserializer<List<ChannelAccount>> {
        @Override
        public List<ChannelAccount> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Excerpt.ofList(parser, context, 64 * KIB, OfAccounts::account).stream()
                    .flatMap(Optional::stream)
                    .toList();
        }

        private static Optional<ChannelAccount> account(JsonNode json) {
            JsonNode id = json.path("id");
            if (id.isNumber() || id.isBoolean()) {
                throw new IllegalArgumentException("An id is no text");
            }
            return Optional.ofNullable(id.textValue())
                    .map(text -> new ChannelAccount(
                            text,
                            json.path("name").textValue(),
                            json.path("aadObjectId").textValue(),
                            json.path("role").textValue()));
        }
    }
}
