package io.parley.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes commands in the protocol of Redis: the number of their parts, then each part behind its length. */
final class RespWriter {

    /** The most that the head of a part takes: a sign, ten digits and two ends of lines. */
    private static final int HEAD = 15;

    private RespWriter() {}

    /** Returns a command. Its memory is not managed: to send it frees it. */
    static ByteBuf command(String name, List<String> arguments) {
        ByteBuf command = PooledByteBufAllocator.DEFAULT.directBuffer(size(name, arguments));
        head(command, '*', 1 + arguments.size());
        part(command, name);
        for (int place = 0; place < arguments.size(); place++) {
            part(command, arguments.get(place));
        }
        return command;
    }

    /** Enough for texts of ASCII characters; the buffer grows for others. */
    private static int size(String name, List<String> arguments) {
        int size = 2 * HEAD + name.length();
        for (int place = 0; place < arguments.size(); place++) {
            size += HEAD + arguments.get(place).length();
        }
        return size;
    }

    private static void part(ByteBuf command, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(command, '$', bytes.length);
        command.writeBytes(bytes);
        end(command);
    }

    private static void head(ByteBuf command, char kind, int number) {
        command.writeByte(kind);
        if (number < 10) {
            command.writeByte('0' + number);
        } else {
            ByteBufUtil.writeAscii(command, Integer.toString(number));
        }
        end(command);
    }

    private static void end(ByteBuf command) {
        command.writeShort('\r' << 8 | '\n');
    }
}
