package io.parley;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.bePackagePrivate;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.smallrye.mutiny.groups.UniAwait;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may depend on which, and what no class may do. */
class ArchitectureTest {

    private static final JavaClasses PARLEY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.parley");

    static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("activity", Set.of()),
            Map.entry("http", Set.of("memory")),
            Map.entry("time", Set.of()),
            Map.entry("registration", Set.of()),
            Map.entry("mode", Set.of("registration")),
            Map.entry("memory", Set.of()),
            Map.entry("nativeimage", Set.of()),
            Map.entry("digest", Set.of()),
            Map.entry("redis", Set.of("digest", "memory")),
            Map.entry("front", Set.of("http", "mode")),
            Map.entry("configuration", Set.of()),
            Map.entry("credentials", Set.of("http", "registration", "time")),
            Map.entry("authentication", Set.of("activity", "digest", "http", "mode", "registration", "time")),
            Map.entry("chat", Set.of("credentials", "http", "memory", "mode", "registration")),
            Map.entry("conversation", Set.of("activity", "chat", "digest")),
            Map.entry("tools", Set.of("chat", "credentials", "digest", "http")),
            Map.entry("knowledge", Set.of("activity", "chat", "credentials", "digest", "http", "mode")),
            Map.entry("unanswered", Set.of("knowledge", "redis")),
            Map.entry("vectors", Set.of("knowledge", "redis")),
            Map.entry("connector", Set.of("activity", "credentials", "http", "mode", "registration", "time")),
            Map.entry("agent", Set.of("chat", "conversation", "tools")),
            Map.entry("bot", Set.of("activity", "agent", "conversation", "chat", "knowledge", "tools")),
            Map.entry("ledger", Set.of("activity", "chat", "conversation", "redis")),
            Map.entry(
                    "turn",
                    Set.of("activity", "agent", "bot", "conversation", "connector", "ledger", "memory", "time")),
            Map.entry("messages", Set.of("activity", "authentication", "http", "memory", "ledger", "time", "turn")),
            Map.entry("operations", Set.of("conversation", "http", "knowledge", "ledger")),
            Map.entry(
                    "playground",
                    Set.of("activity", "authentication", "bot", "chat", "http", "knowledge", "mode", "tools", "turn")));

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageUsesOnlyWhatItMay(String name) {
        noClasses()
                .that()
                .resideInAPackage(within(name))
                .should()
                .dependOnClassesThat(resideInAPackage("io.parley..")
                        .and(describe("are not among those it may use", used -> !mayUse(name, used))))
                .check(PARLEY);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageUsesAllThatItMay(String name) {
        assertThat(PARLEY.stream()
                        .filter(type -> feature(type).equals(name))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> feature(dependency.getTargetClass()))
                        .filter(MAY_USE::containsKey)
                        .distinct())
                .containsAll(MAY_USE.get(name));
    }

    @Test
    void everyPackageIsOnTheMap() {
        assertThat(PARLEY).isNotEmpty().allSatisfy(type -> assertThat(MAY_USE).containsKey(feature(type)));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.parley.(*)..").should().beFreeOfCycles().check(PARLEY);
    }

    @Test
    void onlyWhatStoresKnowsRedis() {
        noClasses()
                .that()
                .resideOutsideOfPackages(within("ledger"), within("redis"), within("unanswered"), within("vectors"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.vertx..redis..", "io.quarkus.redis..", "redis.."))
                .check(PARLEY);
    }

    @Test
    void wireInterfacesStayBehindTheirClients() {
        classes()
                .that()
                .areInterfaces()
                .and(describe(
                        "speak HTTP",
                        type -> type.isAnnotatedWith(Path.class)
                                || type.isAnnotatedWith(RegisterRestClient.class)
                                || type.getSimpleName().endsWith("Api")))
                .should(bePackagePrivate())
                .check(PARLEY);
    }

    @Test
    void nothingBlocksButTheShutdown() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.parley.turn.TurnShutdown")
                .should()
                .callCodeUnitWhere(callTo(UniAwait.class, "atMost", "indefinitely"))
                .orShould()
                .callCodeUnitWhere(callTo(Future.class, "get", "join"))
                .orShould()
                .callCodeUnitWhere(callTo(CountDownLatch.class, "await"))
                .check(PARLEY);
    }

    @Test
    void nothingSleeps() {
        noClasses().should().callCodeUnitWhere(callTo(Thread.class, "sleep")).check(PARLEY);
    }

    @Test
    void timeIsReadFromAClock() {
        noClasses()
                .should()
                .callCodeUnitWhere(describe(
                        "reads a clock that tests cannot move",
                        access -> access.getTargetOwner().getPackageName().equals("java.time")
                                && !access.getTargetOwner().isAssignableTo(Clock.class)
                                && access.getName().equals("now")
                                && !takesClock(access)))
                .orShould()
                .callCodeUnitWhere(callTo(System.class, "currentTimeMillis"))
                .orShould()
                .callConstructor(Date.class)
                .check(PARLEY);
    }

    /** GraalVM's builder has nothing else to write to. */
    @Test
    void onlyTheBuildPrints() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                PARLEY.that(not(resideInAPackage("io.parley.nativeimage"))));
    }

    private static boolean mayUse(String name, JavaClass used) {
        return feature(used).equals(name) || MAY_USE.get(name).contains(feature(used));
    }

    private static String feature(JavaClass type) {
        String[] names = type.getPackageName().split("\\.");
        return names.length > 2 ? names[2] : "";
    }

    private static String within(String name) {
        return "io.parley." + name + "..";
    }

    private static DescribedPredicate<JavaAccess<?>> callTo(Class<?> type, String... names) {
        return describe(
                type.getSimpleName() + "." + String.join(" or ", names),
                access -> access.getTargetOwner().isAssignableTo(type)
                        && Set.of(names).contains(access.getName()));
    }

    private static boolean takesClock(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitCallTarget call
                && call.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }
}
