package io.yihu.guard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Code depends downwards only; the table is {@link Modules}. */
class BandsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.yihu");

    @TestFactory
    Stream<DynamicTest> everyModuleUsesOnlyWhatItsBandAllows() {
        return Modules.allowed().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey() + " uses only " + entry.getValue(), () -> {
                    String[] forbidden = Modules.names().stream()
                            .filter(other -> !other.equals(entry.getKey())
                                    && !entry.getValue().contains(other))
                            .map(other -> "io.yihu." + other + "..")
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage("io.yihu." + entry.getKey() + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden)
                            .allowEmptyShould(true)
                            .because("bands keep the graph free of cycles")
                            .check(CLASSES);
                }));
    }

    @org.junit.jupiter.api.Test
    void everyPackageIsAModuleOfTheTable() {
        com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes()
                .that()
                .resideInAPackage("io.yihu.*..")
                .should()
                .resideInAnyPackage(Modules.names().stream()
                        .map(name -> "io.yihu." + name + "..")
                        .toArray(String[]::new))
                .check(CLASSES);
    }
}
