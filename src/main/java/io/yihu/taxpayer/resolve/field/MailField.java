package io.yihu.taxpayer.resolve.field;

import io.yihu.taxpayer.resolve.text.Plain;
import io.yihu.taxpayer.resolve.text.Similar;
import java.util.List;

/** A mail address: the part before the at sign weighs more than the house it lives in. */
record MailField(String name, Column column) implements Field {
    static MailField of(String name, String[] raw) {
        return new MailField(name, Column.of(raw, MailField::plain));
    }

    private static String plain(String raw) {
        String folded = Plain.fold(raw);
        return folded == null ? null : folded.replace(" ", "").replace("mailto:", "");
    }

    static String local(String mail) {
        int at = mail.indexOf('@');
        return at < 0 ? mail : mail.substring(0, at);
    }

    static String domain(String mail) {
        return mail.substring(mail.indexOf('@') + 1);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(new ColumnComparison(name, Scale.MAIL, column) {
            @Override
            int values(int one, int other) {
                String a = column.value(one);
                String b = column.value(other);
                int edits = Similar.edits(a, b, 4);
                if (edits <= 2 || edits <= 4 && Math.min(a.length(), b.length()) >= 16) {
                    return 3;
                }
                String here = local(a);
                String there = local(b);
                if (here.equals(there) && here.length() >= 4) {
                    return 3;
                }
                if (Similar.edits(here, there, 2) <= 2 && Math.min(here.length(), there.length()) >= 6) {
                    return 2;
                }
                return domain(a).equals(domain(b)) ? 1 : 0;
            }
        });
    }

    @Override
    public List<KeyPass> passes() {
        return List.of(
                Passes.equal(name, column),
                Passes.derived(name + " local", column, v -> "l" + local(v)),
                Passes.derived(name + " begin", column, v -> v.length() < 8 ? null : "b" + v.substring(0, 5)),
                Passes.derived(name + " domain", column, v -> v.indexOf('@') < 0 ? null : "d" + domain(v)));
    }
}
