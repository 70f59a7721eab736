package io.yihu.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.exchange.ImportService;
import io.yihu.support.YihuIT;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The two feeds as files, through exchange, with everything a bad file may hold. */
@YihuIT
class OfficeImportIT {
    @Autowired
    ImportService imports;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    @Test
    void goodRowsArriveAndBadRowsAreReportedByLine() throws Exception {
        load("offices", """
                code,name,short_name,level,kind,parent_code,division_code
                13301000000,临江市税务局,临江市局,CITY,,13300000000,330100
                13302000000,孤岛市税务局,孤岛市局,CITY,,19900000000,330200
                13302010000,孤岛区税务局,孤岛区局,COUNTY,,13302000000,330201
                10000000000,国家税务总局,总局,HQ,,,
                13300000000,江南省税务局,江南省局,PROVINCE,,10000000000,330000
                """);
        load("officers", """
                staff_no,name,office_code,posts,skills,status,minutes_per_day,cert_no,cert_valid_to,phone
                S1,李敏,13301000000,SOURCE_MGMT;SERVICE,VAT:4;INVOICE:3,ON_DUTY,420,ZF1,2030-01-31,
                S2,王强,13302000000,LEADER,,ON_DUTY,420,,,
                S3,陈静,13300000000,KING,,ON_DUTY,420,,,
                """);

        assertThat(jdbc.sql("select path from organization.v_office where code = '13301000000'")
                        .query(String.class)
                        .single())
                .matches("/\\d+/\\d+/\\d+/");
        assertThat(jdbc.sql("select string_agg(code, ' ' order by code) from organization.v_office")
                        .query(String.class)
                        .single())
                .isEqualTo("10000000000 13300000000 13301000000");
        assertThat(jdbc.sql("select string_agg(staff_no, ' ') from organization.v_officer")
                        .query(String.class)
                        .single())
                .isEqualTo("S1");
        assertThat(jdbc.sql("""
                        select string_agg(feed || ' ' || line_no || ' ' || reason, ', ' order by feed, line_no, reason)
                        from exchange.reject where not warning""").query(String.class).single())
                .isEqualTo(
                        "officers 3 officerOfficeUnknown, officers 4 officerPostUnknown, offices 3 officeParentRejected,"
                                + " offices 3 officeParentUnknown, offices 4 officeParentRejected");
    }

    private void load(String feed, String csv) throws Exception {
        Path file = folder.resolve(feed + ".csv");
        Files.writeString(file, csv);
        imports.importNow(feed, file);
    }
}
