package io.parley.nativeimage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.graalvm.nativeimage.hosted.Feature;

/**
 * Puts the methods that the executable calls in its start and in turns side by side. The builder sorts methods by their names, so
 * each page of the code would have some of them, and nearly all pages would be loaded. Runs in GraalVM's builder.
 *
 * <p>The builder asks a {@code CodeSectionLayouter} for the order. It is no public API and needs a newer Java than the application, so
 * reflection replaces it. A builder that decides the order in another way keeps its own, and a warning says so.
 */
public final class MethodLayout implements Feature {

    private static final String LIST = "/META-INF/native-image/io.parley/parley/first-methods.txt";

    @Override
    public void beforeCompilation(BeforeCompilationAccess access) {
        MethodOrder order = new MethodOrder(list());
        try {
            Class<?> layouter = Class.forName("com.oracle.svm.hosted.code.CodeSectionLayouter");
            Map<Class<?>, Object> singletons = singletons();
            Object byName = Objects.requireNonNull(singletons.get(layouter));
            Method shortName =
                    Class.forName("com.oracle.svm.hosted.meta.HostedMethod").getMethod("getUniqueShortName");
            InvocationHandler ordering = (proxy, method, arguments) ->
                    ordered((List<?>) method.invoke(byName, arguments), each -> name(shortName, each), order);
            Class<?>[] types = {layouter};
            singletons.put(layouter, Proxy.newProxyInstance(layouter.getClassLoader(), types, ordering));
        } catch (ReflectiveOperationException e) {
            System.err.println("Warning: this builder does not let MethodLayout order the methods: " + e);
        }
    }

    /** The builder's objects by their types. */
    @SuppressWarnings("unchecked")
    private static Map<Class<?>, Object> singletons() throws ReflectiveOperationException {
        Class<?> management = Class.forName("com.oracle.svm.hosted.ImageSingletonsSupportImpl$HostedManagement");
        Field objects = management.getDeclaredField("configObjects");
        objects.setAccessible(true);
        return (Map<Class<?>, Object>) objects.get(management.getMethod("get").invoke(null));
    }

    private static <T> List<T> ordered(List<T> methods, Function<T, String> name, MethodOrder order) {
        double found = order.found(methods.stream().map(name).toList());
        System.out.printf("MethodLayout: %.0f %% of the methods in %s exist.%n", found * 100, LIST);
        return order.sorted(methods, name);
    }

    private static String name(Method shortName, Object method) {
        try {
            return (String) shortName.invoke(method);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> list() {
        try (InputStream in = Objects.requireNonNull(MethodLayout.class.getResourceAsStream(LIST))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
