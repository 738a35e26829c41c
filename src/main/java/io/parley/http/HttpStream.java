package io.parley.http;

import io.micrometer.core.instrument.Timer;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One call whose response is read while it arrives. Runs on a single Vert.x context. It has no limit of time for the response,
 * and none of its size: its reader {@linkplain #abandon abandons} it. A response that ends keeps its connection.
 */
public final class HttpStream {

    private static final int OK = 200;

    /** The time for the short body of an error. Its status is reported even without it. */
    private static final Duration ERROR_TIME = Duration.ofSeconds(2);

    /** The time for the end of a response whose reader needs no more of it, and how many bytes may still come. */
    private static final Duration ENDING_TIME = Duration.ofSeconds(1);

    private static final int MOST_AT_THE_END = HttpLimits.SHORT_BODY;

    private final HttpCall call;
    private final Context context;
    private final CallTimes times;
    private final StreamReader reader;
    private final Timer.Sample sample;
    private final Buffer error = Buffer.buffer();

    private @Nullable HttpClientRequest request;
    private long timer;
    private int unread;
    private boolean left;
    private boolean over;

    HttpStream(HttpCall call, Context context, CallTimes times, StreamReader reader) {
        this.call = call;
        this.context = context;
        this.times = times;
        this.reader = reader;
        this.sample = times.start();
    }

    void start(HttpClient client) {
        if (over) {
            return;
        }
        Calls.nameSpanByMethod();
        try {
            client.request(call.options()).onSuccess(this::connected).onFailure(this::notConnected);
        } catch (IllegalArgumentException | IllegalStateException noAddressOrClosed) {
            notConnected(noAddressOrClosed);
        }
    }

    /** Ends the call at once, from any thread. Its connection is closed, and the reader gets nothing more. */
    public void abandon() {
        context.runOnContext(ignored -> close());
    }

    /** Lets the call end by itself, from any thread: the reader needs nothing more, and gets nothing more. */
    public void leave() {
        context.runOnContext(ignored -> {
            if (!over && !left) {
                left = true;
                closeAfter(ENDING_TIME);
            }
        });
    }

    private void connected(HttpClientRequest opened) {
        if (over) {
            opened.reset();
            return;
        }
        request = opened;
        opened.response().onSuccess(this::answered).onFailure(this::fail);
        try {
            call.sendOn(opened);
        } catch (IllegalArgumentException noHeader) {
            notConnected(noHeader);
        }
    }

    private void notConnected(Throwable cause) {
        fail(Calls.notConnected(cause));
    }

    private void answered(HttpClientResponse head) {
        if (over) {
            return;
        }
        readInTurns(head.request().connection());
        times.stop(sample, call, head.statusCode());
        if (head.statusCode() == OK) {
            reader.begin(head::getHeader);
            head.handler(this::read).exceptionHandler(this::fail).endHandler(ended -> end());
        } else {
            timer = context.owner()
                    .setTimer(
                            ERROR_TIME.toMillis(),
                            late -> refuse(head, Optional.of(new TimeoutException("The error did not end in time"))));
            head.handler(piece -> addToError(piece, head))
                    .exceptionHandler(broken -> refuse(head, Optional.of(broken)))
                    .endHandler(ended -> refuse(head, Optional.empty()));
        }
    }

    private void read(Buffer piece) {
        if (left) {
            unread += piece.length();
            if (unread > MOST_AT_THE_END) {
                close();
            }
        } else if (!over) {
            reader.read(piece.getBytes());
        }
    }

    private void end() {
        if (!over) {
            over = true;
            context.owner().cancelTimer(timer);
            if (!left) {
                reader.end();
            }
        }
    }

    private void addToError(Buffer piece, HttpClientResponse head) {
        error.appendBuffer(piece);
        if (error.length() > HttpLimits.SHORT_BODY) {
            refuse(head, Optional.of(new BodyTooLongException(HttpLimits.SHORT_BODY)));
        }
    }

    private void refuse(HttpClientResponse head, Optional<Throwable> flaw) {
        if (over) {
            return;
        }
        if (flaw.isPresent()) {
            close();
        }
        over = true;
        context.owner().cancelTimer(timer);
        byte[] body = flaw.isPresent() ? new byte[0] : error.getBytes();
        reader.refused(new HttpAnswer(head.statusCode(), Calls.headers(head), body, flaw));
    }

    private void fail(Throwable failure) {
        if (!over) {
            boolean wanted = !left;
            close();
            if (wanted) {
                reader.fail(failure);
            }
        }
    }

    private void closeAfter(Duration time) {
        timer = context.owner().setTimer(time.toMillis(), late -> close());
    }

    private void close() {
        if (!over) {
            over = true;
            context.owner().cancelTimer(timer);
            if (request != null) {
                request.reset();
            }
        }
    }

    /** Reads a connection only once in a turn of the event loop, so that an endless answer does not delay other connections. */
    public static void readInTurns(HttpConnection connection) {
        if (connection instanceof ConnectionBase base
                && base.channel().config().getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator reads) {
            reads.maxMessagesPerRead(1);
        }
    }
}
