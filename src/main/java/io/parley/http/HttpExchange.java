package io.parley.http;

import io.micrometer.core.instrument.Timer;
import io.parley.memory.LongAnswers;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One call, from the wait for a connection to the end of the response. Runs on a single Vert.x context. */
final class HttpExchange {

    private final HttpCall call;
    private final Vertx vertx;
    private final CallTerms terms;
    private final CallTimes times;
    private final UniEmitter<? super HttpAnswer> emitter;
    private final Timer.Sample sample;
    private final Buffer body = Buffer.buffer();
    private final LongAnswers.Part memory = LongAnswers.shared().begin();

    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private long callTimer;
    private long bodyTimer;
    private boolean over;

    HttpExchange(HttpCall call, CallTerms terms, Vertx vertx, CallTimes times, UniEmitter<? super HttpAnswer> emitter) {
        this.call = call;
        this.times = times;
        this.sample = times.start();
        this.vertx = vertx;
        this.terms = terms;
        this.emitter = emitter;
    }

    void start(HttpClient client) {
        if (over) {
            return;
        }
        callTimer = timer(terms.limits().callTime());
        Calls.nameSpanByMethod();
        try {
            addressed(call.options())
                    .compose(client::request)
                    .onSuccess(this::connected)
                    .onFailure(cause -> fail(Calls.notConnected(cause)));
        } catch (IllegalArgumentException | IllegalStateException noAddressOrClosed) {
            fail(Calls.notConnected(noAddressOrClosed));
        }
    }

    /** Sets the address of the connection. The request and the check of the certificate still use the name. */
    private Future<RequestOptions> addressed(RequestOptions options) {
        return terms.addresses()
                .map(addresses -> vertx.executeBlocking(() -> addresses.of(options.getHost()), false)
                        .map(InetAddress::getHostAddress)
                        .map(address -> options.setServer(SocketAddress.inetSocketAddress(options.getPort(), address))))
                .orElseGet(() -> Future.succeededFuture(options));
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
            fail(Calls.notConnected(noHeader));
        }
    }

    private void answered(HttpClientResponse head) {
        if (over) {
            return;
        }
        response = head;
        bodyTimer = timer(terms.limits().bodyTime());
        head.handler(this::add).exceptionHandler(this::flawed).endHandler(ended -> complete(Optional.empty(), false));
    }

    private void add(Buffer piece) {
        if (over) {
            return;
        }
        int length = body.length() + piece.length();
        if (length > terms.limits().bodyBytes()) {
            flawed(new BodyTooLongException(terms.limits().bodyBytes()));
        } else if (!memory.reach(length + terms.end().held())) {
            flawed(new NoMemoryException());
        } else {
            body.appendBuffer(piece);
            if (terms.end().isReachedWith(piece.getBytes())) {
                complete(Optional.empty(), true);
            }
        }
    }

    private long timer(Duration time) {
        return vertx.setTimer(Math.max(1, time.toMillis()), fired -> timeIsUp(time));
    }

    private void timeIsUp(Duration time) {
        String words = "within " + time.toMillis() + " ms";
        if (response != null) {
            flawed(new TimeoutException("The response did not end " + words));
        } else if (request != null) {
            fail(new TimeoutException("There was no response " + words));
        } else {
            fail(new ConnectException("There was no connection " + words));
        }
    }

    private void flawed(Throwable flaw) {
        complete(Optional.of(flaw), true);
    }

    /** @param unended whether the stream continues, so that its connection must not be reused */
    private void complete(Optional<Throwable> flaw, boolean unended) {
        HttpClientResponse head = response;
        if (over || head == null) {
            return;
        }
        byte[] read = flaw.isEmpty() ? body.getBytes() : new byte[0];
        end(unended);
        times.stop(sample, call, head.statusCode());
        emitter.complete(new HttpAnswer(head.statusCode(), Calls.headers(head), read, flaw));
    }

    private void fail(Throwable failure) {
        if (!over) {
            end(true);
            emitter.fail(failure);
        }
    }

    /** Cancels the call if it is still running: its caller no longer waits. */
    void leave() {
        if (!over) {
            end(true);
        }
    }

    /** @param broken whether the connection must not be reused */
    private void end(boolean broken) {
        over = true;
        vertx.cancelTimer(callTimer);
        vertx.cancelTimer(bodyTimer);
        memory.end();
        if (broken && request != null) {
            request.reset();
        }
    }
}
