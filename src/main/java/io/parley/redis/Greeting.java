package io.parley.redis;

import io.netty.buffer.ByteBuf;
import io.vertx.redis.client.impl.RedisURI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection sends before its first call: the password, its name and the database. */
record Greeting(RedisURI address, @Nullable String defaultPassword) {

    private static final String WITHOUT_PASSWORD = "ERR AUTH <password> called without any password configured";

    List<ByteBuf> commands() {
        List<ByteBuf> commands = new ArrayList<>();
        String password = address.password() == null ? defaultPassword : address.password();
        if (password != null) {
            commands.add(RespWriter.command(
                    "AUTH", isWithoutUser() ? List.of(password) : List.of(address.user(), password)));
        }
        String name = address.param("client");
        if (name != null) {
            commands.add(RespWriter.command("CLIENT", List.of("SETNAME", name)));
        }
        if (address.select() != null) {
            commands.add(RespWriter.command("SELECT", List.of(address.select().toString())));
        }
        return commands;
    }

    /** Whether Redis demands no password: then any password is right, as it is for Vert.x' client. */
    static boolean isNeedless(Throwable refusal) {
        return refusal.getMessage() != null && refusal.getMessage().startsWith(WITHOUT_PASSWORD);
    }

    private boolean isWithoutUser() {
        return address.user() == null || address.user().isEmpty();
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return "Greeting";
    }
}
