package io.parley.chat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Estimates how many tokens the model will count, by the length of the prompt. */
public final class TokenEstimate {

    /** A token of prose is three bytes of UTF-8 or more, in most languages. */
    private static final double BYTES_OF_TOKEN = 3;

    /** JSON has more punctuation and shorter words. */
    private static final double BYTES_OF_TOKEN_IN_JSON = 2;

    private static final int TOKENS_AROUND_MESSAGE = 4;

    /** A large picture in full detail. */
    private static final int TOKENS_OF_IMAGE = 1_105;

    private TokenEstimate() {}

    /** Estimates the tokens of a text in prose. */
    public static double of(String text) {
        return prose(text);
    }

    static double of(Prompt prompt) {
        return of(prompt.messages())
                + prompt.tools().stream().mapToDouble(TokenEstimate::of).sum();
    }

    static double of(List<ChatMessage> messages) {
        double tokens = 0;
        for (ChatMessage message : messages) {
            tokens += of(message);
        }
        return tokens;
    }

    static double of(ChatMessage message) {
        return TOKENS_AROUND_MESSAGE + prose(message.text()) + images(message) + calls(message);
    }

    private static double of(ToolDefinition tool) {
        return TOKENS_AROUND_MESSAGE
                + prose(tool.description())
                + json(tool.name())
                + json(tool.parameters().toString());
    }

    private static double images(ChatMessage message) {
        return message instanceof ChatMessage.User user ? user.images() * (double) TOKENS_OF_IMAGE : 0;
    }

    private static double calls(ChatMessage message) {
        double tokens = 0;
        if (message instanceof ChatMessage.Assistant assistant) {
            for (ToolCall call : assistant.calls()) {
                tokens += TOKENS_AROUND_MESSAGE + json(call.id() + call.name() + call.arguments());
            }
        }
        return tokens;
    }

    private static double prose(String text) {
        return bytes(text) / BYTES_OF_TOKEN;
    }

    private static double json(String text) {
        return bytes(text) / BYTES_OF_TOKEN_IN_JSON;
    }

    /** Copies the text, which is still several times faster than to look at each character. */
    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
