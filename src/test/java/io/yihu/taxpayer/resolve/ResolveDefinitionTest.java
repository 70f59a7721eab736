package io.yihu.taxpayer.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.platform.Refusal;
import io.yihu.taxpayer.resolve.ResolveDefinition.Spec;
import io.yihu.taxpayer.resolve.field.FieldKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a definition says about the fields of a file, written for this command or for the import. */
class ResolveDefinitionTest {
    /** A file that the import takes as two feeds, with every way a column can be filled. */
    private static final String MAPPING = """
            code: street-firms
            format: {separator: ';', charset: GB18030}
            targets:
              - feed: invoices
                columns: {number: no}
              - feed: registrations
                columns:
                  reg_serial: {text: 'S{id}'}
                  name: {text: '{brand}{form}'}
                  address: street
                  phone: {from: tel, strip: [' ']}
                  status: {value: '03'}
                  capital: funds
                  register_date: {from: since, date: 'dd.MM.yyyy'}
            """;

    @TempDir
    Path folder;

    @Test
    void theMappingOfTheImportNamesTheFieldsToCompare() {
        ResolveDefinition definition = ResolveDefinition.parse(MAPPING);

        assertThat(definition.key()).isEqualTo("id");
        assertThat(definition.format()).isEqualTo(new ResolveDefinition.Format("GB18030", ";", null));
        assertThat(definition.link()).isNaN();
        assertThat(definition.fields())
                .as(
                        "a constant and what says nothing about who somebody is are left out; the invoices are another feed")
                .containsExactlyInAnyOrder(
                        new Spec("name", FieldKind.ORGANIZATION, List.of("brand", "form")),
                        new Spec("address", FieldKind.ADDRESS, List.of("street")),
                        new Spec("phone", FieldKind.PHONE, List.of("tel")),
                        new Spec("register_date", FieldKind.DATE, List.of("since")));
    }

    @Test
    void aFileIsResolvedThroughTheMappingOfTheImport() throws IOException {
        Path definition = Files.writeString(folder.resolve("m.yaml"), MAPPING.replace("GB18030", "UTF-8"));
        StringBuilder rows = new StringBuilder("id;brand;form;street;tel;since;funds\n");
        List<String> names = brands(120);
        for (int i = 0; i < names.size(); i++) {
            rows.append(
                    "%d;%s;有限公司;测试路%d号;139%08d;0%d.03.2011;5%n".formatted(i, names.get(i), i * 7, i * 7919, 1 + i % 9));
        }
        rows.append(
                "900;%s;有限责任公司;测试路%d号;139%08d;0%d.03.2011;5%n".formatted(names.get(17), 17 * 7, 17 * 7919, 1 + 17 % 9));
        Path file = Files.writeString(folder.resolve("firms.csv"), rows);
        Path out = folder.resolve("clusters.csv");

        int code = new ResolveCommand()
                .run(List.of("--feed", definition.toString(), file.toString(), "--out", out.toString()));

        List<String> lines = Files.readAllLines(out);
        assertThat(code).isZero();
        assertThat(lines).hasSize(122).first().isEqualTo("source_key,subject");
        assertThat(subject(lines, "900")).isEqualTo(subject(lines, "17"));
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[1]).distinct())
                .hasSize(120);
    }

    @Test
    void definitionsOfTheImportAreFoundByTheirCode() {
        ResolveDefinition firms = ResolveDefinition.load("local-code-firms");

        assertThat(firms.key()).isEqualTo("企业代号");
        assertThat(firms.fields()).contains(new Spec("name", FieldKind.ORGANIZATION, List.of("企业名称", "企业代号")));
        assertThat(ResolveDefinition.load("persons").key()).isEqualTo("person_no");
    }

    @Test
    void whatCannotBeUsedIsRefusedWithTheReason() {
        refused("fields: {a: shoe}", "taxpayer.resolve.kind");
        refused("code: empty", "taxpayer.resolve.noFields");
        refused("targets: [{feed: invoices, columns: {number: no}}]", "taxpayer.resolve.noFields");
        refused("fields: {name: person}\nlink: 1.2", "taxpayer.resolve.threshold");
        refused("fields: {name: person}\nqueue: often", "taxpayer.resolve.threshold");
        refused("fields: [", "taxpayer.resolve.yaml");
        assertThatThrownBy(() -> ResolveDefinition.load("no-such-thing"))
                .isInstanceOf(Refusal.class)
                .hasMessage("taxpayer.resolve.noDefinition");
    }

    private static void refused(String yaml, String reason) {
        assertThatThrownBy(() -> ResolveDefinition.parse(yaml))
                .as(yaml)
                .isInstanceOf(Refusal.class)
                .hasMessage(reason);
    }

    /** Names no two of which share more than one character. */
    private static List<String> brands(int many) {
        String marks = "晟恒瑞泰嘉润鼎腾宏远铭泽盛辉朗逸博睿卓越澜沐禾芯锐凯锦源达昊";
        return IntStream.range(0, many)
                .mapToObj(i ->
                        "" + marks.charAt(i % 15) + marks.charAt(15 + i / 15 % 15) + "测试" + (i % 2 == 0 ? "机械" : "食品"))
                .toList();
    }

    private static String subject(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + ","))
                .findFirst()
                .orElseThrow()
                .split(",")[1];
    }
}
