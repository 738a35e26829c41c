package io.parley.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.parley.MutableClock;
import io.parley.credentials.CachingTokenSource;
import io.parley.credentials.CredentialException;
import io.parley.credentials.FakeTokenSource;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@QuarkusTest
class BearerAuthorizationTest {

    @RegisterExtension
    static final WireMockExtension AZURE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final Duration HOUR = Duration.ofHours(1);

    @Inject
    io.vertx.core.Vertx vertx;

    private final MutableClock clock = new MutableClock();
    private final FakeTokenSource source = new FakeTokenSource(clock);

    @Path("/model")
    interface ModelApi {

        @GET
        @Produces(MediaType.TEXT_PLAIN)
        Uni<Response> ask();

        @GET
        @Path("/stream")
        @Produces(MediaType.SERVER_SENT_EVENTS)
        Multi<String> stream();
    }

    @BeforeEach
    void stub() {
        AZURE.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(401)));
        AZURE.stubFor(get(anyUrl())
                .withHeader("Authorization", equalTo("Bearer good"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody("data: hi\n\n")));
    }

    @Test
    void presentsTheTokenThatTheRequestWaitedFor() {
        ModelApi model = model();
        var answer = model.ask().subscribe().withSubscriber(UniAssertSubscriber.create());
        await().until(() -> source.asked() == 1);
        AZURE.verify(0, getRequestedFor(anyUrl()));

        source.give("good", HOUR);
        assertThat(answer.awaitItem(Duration.ofSeconds(5)).getItem().getStatus())
                .isEqualTo(200);
        assertThat(status(model)).isEqualTo(200);
        assertThat(source.asked()).isOne();
    }

    @Test
    void doesNotBlockTheEventLoopMeanwhile() throws Exception {
        ModelApi model = model();
        CompletableFuture<Response> answer = new CompletableFuture<>();
        CompletableFuture<String> next = new CompletableFuture<>();
        var context = vertx.getOrCreateContext();
        context.runOnContext(ignored -> {
            model.ask().subscribe().with(answer::complete, answer::completeExceptionally);
            context.runOnContext(task -> next.complete("ran"));
        });

        assertThat(next.get(5, TimeUnit.SECONDS)).isEqualTo("ran");
        await().until(() -> source.asked() == 1);
        source.give("good", HOUR);
        assertThat(answer.get(5, TimeUnit.SECONDS).getStatus()).isEqualTo(200);
    }

    @Test
    void presentsTheTokenToAStream() {
        CompletableFuture<List<String>> events =
                model().stream().collect().asList().subscribeAsCompletionStage();
        await().until(() -> source.asked() == 1);
        source.give("good", HOUR);

        assertThat(events).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(List.of("hi"));
    }

    @Test
    void sendsNothingWithoutAToken() {
        var answer = model().ask().subscribe().withSubscriber(UniAssertSubscriber.create());
        await().until(() -> source.asked() == 1);
        source.fail("There is no such identity");

        answer.awaitFailure(Duration.ofSeconds(5)).assertFailedWith(CredentialException.class, "no such identity");
        AZURE.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void asksForAnotherTokenAfterOneWasRefused() {
        ModelApi model = model();
        var refused = model.ask().subscribe().withSubscriber(UniAssertSubscriber.create());
        await().until(() -> source.asked() == 1);
        source.give("bad", HOUR);
        assertThat(refused.awaitItem(Duration.ofSeconds(5)).getItem().getStatus())
                .isEqualTo(401);

        var again = model.ask().subscribe().withSubscriber(UniAssertSubscriber.create());
        await().until(() -> source.asked() == 2);
        source.give("good", HOUR);
        assertThat(again.awaitItem(Duration.ofSeconds(5)).getItem().getStatus()).isEqualTo(200);
    }

    @Test
    void asksForAnotherTokenAfterAStreamWasRefused() {
        ModelApi model = model();
        CompletableFuture<List<String>> refused =
                model.stream().collect().asList().subscribeAsCompletionStage();
        await().until(() -> source.asked() == 1);
        source.give("bad", HOUR);
        assertThatThrownBy(() -> refused.get(5, TimeUnit.SECONDS)).hasMessageContaining("401");

        CompletableFuture<List<String>> again =
                model.stream().collect().asList().subscribeAsCompletionStage();
        await().until(() -> source.asked() == 2);
        source.give("good", HOUR);
        assertThat(again).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(List.of("hi"));
    }

    private ModelApi model() {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(URI.create(AZURE.baseUrl()))
                .register(new BearerAuthorization(new CachingTokenSource(source, clock)))
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(ModelApi.class);
    }

    private static int status(ModelApi model) {
        return model.ask().await().atMost(Duration.ofSeconds(5)).getStatus();
    }
}
