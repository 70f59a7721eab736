package io.yihu.taxpayer.resolve.register;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.yihu.taxpayer.PartyId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The register of a generated world, read from its files. */
public final class DemoRegister {
    public final Register register = new Register();
    public final List<IdChange> changes = new ArrayList<>();
    /** Register serial → serial of the enterprise, and why it stands there twice. */
    final Map<String, String> subject = new HashMap<>();

    final Map<String, String> kind = new HashMap<>();

    public DemoRegister(Path folder) throws IOException {
        Map<String, String> numbers = new HashMap<>();
        each(folder, "persons", row -> {
            String number = row.getField("id_number");
            numbers.put(row.getField("person_no"), number.isEmpty() ? row.getField("person_no") : number);
        });
        Map<String, String> heads = new HashMap<>();
        each(folder, "person_roles", row -> {
            if (row.getField("role").equals("LEGAL_REP") && row.getField("to").isEmpty()) {
                heads.put(row.getField("reg_serial"), numbers.get(row.getField("person_no")));
            }
        });
        each(
                folder,
                "registrations",
                row -> register.add(new Register.Row(
                        row.getField("reg_serial"),
                        PartyId.of(row.getField("tax_id")),
                        row.getField("tax_id"),
                        cell(row, "uscc"),
                        null,
                        row.getField("name"),
                        row.getField("subject_kind"),
                        row.getField("registration_type"),
                        row.getField("status"),
                        row.getField("industry_code"),
                        row.getField("division_code"),
                        cell(row, "address"),
                        cell(row, "phone"),
                        heads.get(row.getField("reg_serial")),
                        day(row, "open_date"),
                        day(row, "close_date"))));
        each(folder, "registration_changes", row -> {
            if (row.getField("item").equals("TAX_ID")) {
                String old = row.getField("old_value");
                String newer = row.getField("new_value");
                changes.add(new IdChange(
                        "ER-T1",
                        PartyId.of(old),
                        PartyId.of(newer),
                        old,
                        newer,
                        LocalDate.parse(row.getField("change_date")),
                        row.getField("reg_serial")));
            }
        });
        each(folder, "truth_subjects", row -> {
            subject.put(row.getField("reg_serial"), row.getField("subject"));
            kind.put(row.getField("reg_serial"), row.getField("kind"));
        });
    }

    private static String cell(NamedCsvRecord row, String name) {
        return row.getField(name).isEmpty() ? null : row.getField(name);
    }

    private static Integer day(NamedCsvRecord row, String name) {
        return row.getField(name).isEmpty()
                ? null
                : (int) LocalDate.parse(row.getField(name)).toEpochDay();
    }

    private interface Row {
        void take(NamedCsvRecord row);
    }

    private static void each(Path folder, String feed, Row row) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(folder.resolve(feed + ".csv"))) {
            csv.forEach(row::take);
        }
    }
}
