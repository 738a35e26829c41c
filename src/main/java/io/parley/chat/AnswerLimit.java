package io.parley.chat;

import io.parley.http.HttpStream;
import io.parley.memory.LongAnswers;
import io.quarkus.logging.Log;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.jboss.resteasy.reactive.client.api.ClientLogger;

/**
 * Closes the connection of an answer that is too long or takes too long. The client collects errors and whole answers in memory
 * before any of its filters sees them. Only its logger gets a request early enough, so this class is a logger; it logs no call.
 *
 * <p>It also makes the client return each answer as bytes. Otherwise the client would choose a reader by the media type. That
 * reader fails if the type is missing or wrong, as with some gateways, or assembles a form in memory.
 */
final class AnswerLimit implements ClientLogger {

    /** The limit of a whole answer. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    /** The limit of an error. */
    static final int MOST_ERROR_BYTES = 64 * 1024;

    private static final int OK = 200;

    /** The time for the short body of an error. Its status is reported even without it. */
    private static final Duration ERROR_TIME = Duration.ofSeconds(2);

    private final String deployment;
    private final Duration time;
    private final CallTraces traces;

    /**
     * @param deployment with its host, as {@link ChatTarget#name}
     * @param time for a whole answer, from its head; its caller may no longer wait for it
     * @param traces receives the head of each error
     */
    AnswerLimit(String deployment, Duration time, CallTraces traces) {
        this.deployment = deployment;
        this.time = time;
        this.traces = traces;
    }

    @Override
    public void setBodySize(int characters) {}

    @Override
    public void logRequest(HttpClientRequest request, Buffer body, boolean omitBody) {
        request.response().onSuccess(this::watch);
    }

    @Override
    public void logResponse(HttpClientResponse response, boolean redirect) {}

    private void watch(HttpClientResponse response) {
        response.headers().set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        Count count = new Count(response);
        response.handler(count);
        HttpStream.readInTurns(response.request().connection());
        if (response.statusCode() != OK) {
            traces.refused(
                    response.request().headers().get(ChatCompletionsApi.REQUEST_ID),
                    response.statusCode(),
                    response.headers());
            closeAfter(ERROR_TIME, count);
        } else {
            closeAfter(time, count);
        }
    }

    /** Releases the memory in the end: a connection that breaks does not always end its response. */
    private static void closeAfter(Duration time, Count count) {
        count.timer = count.vertx.setTimer(time.toMillis(), late -> count.close());
        count.response.endHandler(end -> count.end());
    }

    private final class Count implements Handler<Buffer> {

        private final HttpClientResponse response;
        private final int most;
        private final LongAnswers.Part memory = LongAnswers.shared().begin();
        private final Vertx vertx = Vertx.currentContext().owner();
        private long timer;
        private long length;
        private boolean closed;

        Count(HttpClientResponse response) {
            this.response = response;
            this.most = response.statusCode() == OK ? MOST_BYTES : MOST_ERROR_BYTES;
        }

        @Override
        public void handle(Buffer piece) {
            length += piece.length();
            if (closed) {
                return;
            }
            if (length > most) {
                Log.warnf(
                        "The answer %d of %s is longer than %d bytes: its connection is closed.",
                        response.statusCode(), deployment, most);
                close();
            } else if (!memory.reach(length)) {
                Log.warnf(
                        "There is no memory for the answer %d of %s beside other long answers: its connection is closed.",
                        response.statusCode(), deployment);
                close();
            }
        }

        void close() {
            closed = true;
            end();
            response.request().connection().close();
        }

        /** Without the timer, nothing keeps the bytes that were read. */
        private void end() {
            vertx.cancelTimer(timer);
            memory.end();
        }
    }
}
