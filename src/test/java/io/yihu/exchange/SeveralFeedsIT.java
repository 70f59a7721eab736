package io.yihu.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.YihuIT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One foreign file that holds firms, their representatives and who represents whom becomes three feeds in one batch. */
@YihuIT
class SeveralFeedsIT {
    private static final String DEFINITION = """
            code: firms-with-representatives
            targets:
              - feed: registrations
                columns:
                  reg_serial: {text: 'G{序号}'}
                  tax_id: 税号
                  name: 企业名称
                  status: {from: 状态, codes: {存续: '03', 注销: '07'}}
              - feed: persons
                firstOnly: true
                columns:
                  person_no: 法人编号
                  name: 法人姓名
              - feed: person_roles
                where: [{column: 状态, notIn: [注销]}]
                columns:
                  reg_serial: {text: 'G{序号}'}
                  person_no: 法人编号
                  role: {value: LEGAL_REP}
                  from: {from: 任职日期, date: yyyy/M/d}
            """;

    @Autowired
    DefinitionService definitions;

    @Autowired
    ImportService imports;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    @Test
    void firmsPersonsAndRolesOfOneFileFindEachOther() throws Exception {
        definitions.save(DEFINITION, null, Locale.SIMPLIFIED_CHINESE);
        Path file = Files.writeString(folder.resolve("firms.csv"), """
                序号,税号,企业名称,状态,法人编号,法人姓名,任职日期
                1,91330106MA0000001A,甲贸易有限公司,存续,F1,赵一,2020/3/1
                2,91330106MA0000002B,乙贸易有限公司,存续,F1,赵一,2021/12/5
                3,91330106MA0000003C,丙贸易有限公司,注销,F2,钱二,2019/1/1
                4,91330106MA0000004D,丁贸易有限公司,停业,F2,钱二,2019/1/1
                """, StandardCharsets.UTF_8);
        BatchRow batch = imports.importNow("firms-with-representatives", file).batch();
        assertThat(batch.state()).isEqualTo("DONE_WITH_REJECTS");
        assertThat(jdbc.sql("select reg_serial || ' ' || status from taxpayer.v_registration order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("G1 03", "G2 03", "G3 07");
        assertThat(jdbc.sql("select person_no || ' ' || name from taxpayer.person order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("F1 赵一", "F2 钱二");
        assertThat(jdbc.sql("""
                        select r.reg_serial || ' ' || p.person_no || ' ' || r.valid_from || ' line ' || r.line_no
                        from taxpayer.person_role r join taxpayer.person p on p.id = r.person_id order by 1""").query(String.class).list())
                .as("roles stand on registrations and persons that the same file brought")
                .containsExactly("G1 F1 2020-03-01 line 2", "G2 F1 2021-12-05 line 3");
        assertThat(jdbc.sql("""
                        select line_no || ' ' || feed || ' ' || reason from exchange.reject where batch_id = ? order by feed desc""").param(batch.id()).query(String.class).list())
                .as("the role of a firm that was rejected has nothing to stand on")
                .containsExactly("5 registrations unmapped_word", "5 person_roles taxpayer.unknownRegistration");
        BatchRow again = imports.importNow("firms-with-representatives", file).batch();
        assertThat(again.id()).isEqualTo(batch.id());
    }
}
