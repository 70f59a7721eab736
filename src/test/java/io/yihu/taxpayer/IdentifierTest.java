package io.yihu.taxpayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published vectors of the identifier standards. */
class IdentifierTest {
    private static final Path VECTORS = Path.of("../shared/data/vectors/uscc.csv");

    @ParameterizedTest
    @CsvSource({
        "9144030071526726XG,71526726X,44030071526726X",
        "914403001922038216,192203821,440300192203821",
        "91330100799655058B,799655058,330100799655058",
        "91110000802100433B,802100433,110000802100433",
        "91310110666007217T,666007217,310110666007217"
    })
    void publicCodesAreValidAndAgreeWithTheLegacyNumber(String uscc, String orgCode, String legacy) {
        assertThat(Uscc.valid(uscc)).isTrue();
        assertThat(OrgCode.of(uscc)).isEqualTo(orgCode).isEqualTo(OrgCode.of(legacy));
        assertThat(OrgCode.valid(orgCode)).isTrue();
    }

    @Test
    void aWrongCheckSymbolIsFound() {
        assertThat(Uscc.valid("9144030071526726XH")).isFalse();
        assertThat(Uscc.check("9144030071526726X")).isEqualTo('G');
    }

    @Test
    void aRightCodeMayHoldAWrongOrganisationCode() {
        assertThat(Uscc.valid("91440300715267261R")).isTrue();
        assertThat(OrgCode.valid(OrgCode.of("91440300715267261R"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "91", "91440300I15267261R", "9144030071526726XGG", "９１４４"})
    void whatIsNoCodeIsNotWellFormed(String code) {
        assertThat(Uscc.wellFormed(code)).isFalse();
    }

    @Test
    void personalNumbersOfTheStandard() {
        assertThat(PersonalId.valid("11010519491231002X")).isTrue();
        assertThat(PersonalId.birth("11010519491231002X")).contains(LocalDate.of(1949, 12, 31));
        assertThat(PersonalId.male("11010519491231002X")).isFalse();
        assertThat(PersonalId.valid("440524188001010014")).isTrue();
        assertThat(PersonalId.modern("150102880730303")).isEqualTo("150102198807303035");
        assertThat(PersonalId.valid("110105194912310021")).isFalse();
        assertThat(PersonalId.valid("110105194902310026")).as("30 February").isFalse();
    }

    @Test
    void aPartyIdDependsOnTheTaxIdOnly() {
        assertThat(PartyId.of(" 9144030071526726xg ")).isEqualTo(PartyId.of("９１４４０３００７１５２６７２６ＸＧ"));
        assertThat(PartyId.digest("abc")).as("RFC 1321: 900150983cd24fb0…").isEqualTo(0x900150983cd24fb0L);
    }

    @Test
    void pinyinInitialsReadCitiesAsPeopleDo() {
        assertThat(SubjectRefresh.initials("重庆银行（A1）")).isEqualTo("cqyha1");
        assertThat(SubjectRefresh.initials("厦门贸易")).isEqualTo("xmmy");
    }

    @Test
    void allPublishedCodes() throws IOException {
        assumeTrue(Files.exists(VECTORS), "shared vectors are not on this machine");
        List<String> lines = Files.readAllLines(VECTORS);
        assertThat(lines.size()).isGreaterThan(10);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            String code = cells[0];
            assertThat(Uscc.valid(code)).as(line).isEqualTo(Boolean.parseBoolean(cells[cells.length - 2]));
            assertThat(OrgCode.valid(OrgCode.of(code)))
                    .as(line)
                    .isEqualTo(Boolean.parseBoolean(cells[cells.length - 1]));
        }
    }
}
