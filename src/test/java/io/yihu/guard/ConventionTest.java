package io.yihu.guard;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.yihu.trail.Traced;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** House rules a compiler cannot know. */
@AnalyzeClasses(packages = "io.yihu", importOptions = ImportOption.DoNotIncludeTests.class)
class ConventionTest {
    @ArchTest
    static final ArchRule entitiesAreNotPublic = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .notBePublic()
            .allowEmptyShould(true)
            .because("no entity crosses a module border");

    @ArchTest
    static final ArchRule repositoriesAreNotPublic = classes()
            .that()
            .haveSimpleNameEndingWith("Repository")
            .should()
            .notBePublic()
            .allowEmptyShould(true)
            .because("others ask the module, not its tables");

    @ArchTest
    static final ArchRule controllersAreNotPublic = classes()
            .that()
            .areAnnotatedWith(Controller.class)
            .or()
            .areAnnotatedWith(RestController.class)
            .should()
            .notBePublic()
            .allowEmptyShould(true)
            .because("a controller is called by HTTP only");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.yihu.platform.TimeConfiguration")
            .should()
            .callMethodWhere(target(describe("now() without a Clock", ConventionTest::readsTheMachineClock)))
            .because("as-of questions and tests move the clock");

    @ArchTest
    static final ArchRule noFieldInjection = fields().should()
            .notBeAnnotatedWith(Autowired.class)
            .andShould()
            .notBeAnnotatedWith(Value.class)
            .because("constructors show what a class needs");

    @ArchTest
    static final ArchRule writingServiceMethodsAreTraced = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Service")
            .and(describe("write", ConventionTest::writes))
            .should(beTraced())
            .allowEmptyShould(true)
            .because("every action leaves a row");

    @ArchTest
    static final ArchRule servicesSayWhetherTheyWrite = methods()
            .that()
            .arePublic()
            .and()
            .areNotStatic()
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Service")
            .should(beTransactionalOrTraced())
            .allowEmptyShould(true)
            .because("a public service method is @Traced, or @Transactional(readOnly = true)");

    @Test
    void platformStaysSmall() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/yihu/platform"))) {
            long types = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .count();
            assertThat(types).as("types in platform").isLessThanOrEqualTo(30);
        }
    }

    /** A stream of JdbcClient holds its connection until somebody closes it: a few dozen openings of a page empty the pool. */
    @Test
    void rowsAreReadAsLists() throws IOException {
        Pattern open = Pattern.compile("\\.query\\((?:[^()]|\\([^()]*\\))*\\)\\s*\\.stream\\(\\)");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> open.matcher(read(file)).find()))
                    .as("files that stream rows without closing")
                    .isEmpty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean readsTheMachineClock(AccessTarget target) {
        boolean now = target.getName().equals("now")
                && target.getOwner().getPackageName().equals("java.time")
                && target instanceof AccessTarget.MethodCallTarget call
                && call.getRawParameterTypes().stream().noneMatch(type -> type.isAssignableTo(Clock.class));
        boolean system = target.getOwner().isEquivalentTo(System.class)
                && target.getName().equals("currentTimeMillis");
        return now || system;
    }

    private static boolean writes(JavaMethod method) {
        return method.tryGetAnnotationOfType(Transactional.class)
                .or(() -> method.getOwner().tryGetAnnotationOfType(Transactional.class))
                .map(transactional -> !transactional.readOnly())
                .orElse(false);
    }

    private static ArchCondition<JavaMethod> beTraced() {
        return new ArchCondition<>("be @Traced") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                if (!method.isAnnotatedWith(Traced.class)) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " writes untraced"));
                }
            }
        };
    }

    private static ArchCondition<JavaMethod> beTransactionalOrTraced() {
        return new ArchCondition<>("be @Traced or @Transactional(readOnly = true)") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean transactional = method.isAnnotatedWith(Transactional.class)
                        || method.getOwner().isAnnotatedWith(Transactional.class);
                if (!transactional && !method.isAnnotatedWith(Traced.class)) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " does not say"));
                }
            }
        };
    }
}
