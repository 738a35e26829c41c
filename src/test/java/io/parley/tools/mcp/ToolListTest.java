package io.parley.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.http.HttpAnswer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ToolListTest {

    private static final int MOST_PAGES = 20;

    private final List<UniEmitter<? super RpcAnswer>> requests = new ArrayList<>();

    /** A page may take a hundred times the memory of what is kept of it. */
    @Test
    void keepsNoPageWhileTheNextIsRequested() {
        CompletableFuture<ToolList> list = start();
        List<WeakReference<RpcAnswer>> pages = new ArrayList<>();
        for (int page = 1; page < MOST_PAGES; page++) {
            pages.add(answer(page));
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            System.gc();
            assertThat(pages).allMatch(page -> page.get() == null);
        });
        assertThat(list).isNotDone();
    }

    @Test
    void endsWithTheLastPageThatIsRead() {
        CompletableFuture<ToolList> list = start();
        for (int page = 1; page <= MOST_PAGES; page++) {
            answer(page);
        }

        assertThat(list).isCompleted();
        assertThat(list.join().tools()).containsOnlyKeys("wanted-1", "wanted-20");
        assertThat(requests).hasSize(MOST_PAGES);
    }

    private CompletableFuture<ToolList> start() {
        return ToolList.of(page -> send(), Set.of("wanted-1", "wanted-20")).subscribeAsCompletionStage();
    }

    /** Looks at an answer before it passes it on, as {@link McpClient} does. */
    private Uni<RpcAnswer> send() {
        return Uni.createFrom().<RpcAnswer>emitter(requests::add).flatMap(answer -> Uni.createFrom()
                .item(answer));
    }

    private WeakReference<RpcAnswer> answer(int page) {
        assertThat(requests).hasSize(page);
        RpcAnswer answer = page(page);
        requests.set(page - 1, null).complete(answer);
        return new WeakReference<>(answer);
    }

    private static RpcAnswer page(int page) {
        String body =
                "{\"id\":1,\"result\":{\"tools\":[{\"name\":\"wanted-%d\"},{\"name\":\"other\"}],\"nextCursor\":\"%d\"}}";
        return RpcAnswer.of(
                new HttpAnswer(
                        200, Map.of(), body.formatted(page, page).getBytes(StandardCharsets.UTF_8), Optional.empty()),
                1);
    }
}
