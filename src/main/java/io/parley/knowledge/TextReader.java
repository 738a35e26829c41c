package io.parley.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of UTF-8. Keeps its buffers from one file to the next. Only for one thread. */
final class TextReader {

    /** In bytes. A read takes as much memory outside of the heap. */
    private static final int CHUNK = 1 << 16;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private byte[] bytes = {};
    private CharBuffer text = CharBuffer.allocate(0);

    /**
     * Returns the text of a file.
     *
     * @param most the maximum number of bytes to read
     * @throws CharacterCodingException if they are not UTF-8
     */
    String read(Path file, int most) throws IOException {
        int length = load(file, most);
        ByteBuffer content = ByteBuffer.wrap(bytes, 0, length);
        if (text.capacity() < length) {
            text = CharBuffer.allocate(length);
        }
        text.clear();
        decoder.reset();
        demandText(decoder.decode(content, text, true));
        demandText(decoder.flush(text));
        return text.flip().toString();
    }

    private int load(Path file, int most) throws IOException {
        if (bytes.length < most) {
            bytes = new byte[most];
        }
        try (InputStream content = Files.newInputStream(file)) {
            int length = 0;
            int read = content.read(bytes, 0, Math.min(CHUNK, most));
            while (read > 0) {
                length += read;
                read = content.read(bytes, length, Math.min(CHUNK, most - length));
            }
            return length;
        }
    }

    private static void demandText(CoderResult result) throws CharacterCodingException {
        if (result.isError()) {
            result.throwException();
        }
    }
}
