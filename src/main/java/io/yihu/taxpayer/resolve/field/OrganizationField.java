package io.yihu.taxpayer.resolve.field;

import io.yihu.taxpayer.resolve.text.OrgNames;
import io.yihu.taxpayer.resolve.text.OrgNames.Parts;
import io.yihu.taxpayer.resolve.text.Places;
import io.yihu.taxpayer.resolve.text.Sounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The name of an organisation: its own part, place, legal form, branch and numbers are compared each. */
final class OrganizationField implements Field {
    private final String name;
    private final Column own;
    private final Column body;
    private final Column place;
    private final Column form;
    private final Column branch;
    private final Column numbers;
    private final OwnNames names;

    OrganizationField(String name, String[] raw) {
        this.name = name;
        Column whole = Column.of(raw, text -> text);
        Parts[] parts = new Parts[whole.distinct()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = OrgNames.parts(whole.value(i));
        }
        own = column(whole, parts, Parts::own);
        body = column(whole, parts, Parts::body);
        place = column(whole, parts, Parts::place);
        form = column(whole, parts, p -> p.form().isEmpty() ? null : kind(p.form()));
        branch = column(whole, parts, p -> p.branch() == null ? "-" : p.branch());
        numbers = column(whole, parts, p -> p.numbers() == null ? "-" : p.numbers());
        names = new OwnNames(own, body);
    }

    private static Column column(Column whole, Parts[] parts, Function<Parts, String> part) {
        String[] cells = new String[whole.rows()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = whole.has(i) && parts[whole.code(i)] != null ? part.apply(parts[whole.code(i)]) : null;
        }
        return Column.of(cells, text -> text);
    }

    /** Legal forms that are the same kind of thing. */
    private static String kind(String form) {
        return form.contains("合伙") ? "合伙" : form.contains("合作社") ? "合作社" : form.contains("独资") ? "独资" : "公司";
    }

    @Override
    public List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(names.comparison(name));
        if (place.present() > 0) {
            comparisons.add(new ColumnComparison(name + ".place", Scale.PLACE, place) {
                @Override
                int values(int one, int other) {
                    return Places.nested(place.value(one), place.value(other)) ? 1 : 0;
                }

                @Override
                public double share(int a, int b, int level) {
                    return Double.NaN; // a place seen once here is not a rare place
                }
            });
        }
        if (form.distinct() > 1) {
            comparisons.add(plain(name + ".form", Scale.FORM, form));
        }
        if (branch.distinct() > 1) {
            comparisons.add(plain(name + ".branch", Scale.MARK, branch));
        }
        if (numbers.distinct() > 1) {
            comparisons.add(plain(name + ".numbers", Scale.MARK, numbers));
        }
        return comparisons;
    }

    /** Equal or not; that both have none is no evidence. */
    private static Comparison plain(String title, Scale scale, Column column) {
        return new ColumnComparison(title, scale, column) {
            @Override
            public int level(int a, int b) {
                boolean none = column.has(a) && column.code(a) == column.code(b) && "-".equals(column.text(a));
                return none ? NONE : super.level(a, b);
            }

            @Override
            int values(int one, int other) {
                return 0;
            }
        };
    }

    @Override
    public List<Column> sorted() {
        return List.of(own);
    }

    @Override
    public List<KeyPass> passes() {
        List<KeyPass> passes = new ArrayList<>();
        passes.add(Passes.equal(name, own));
        passes.add(Passes.equal(name + " body", body));
        passes.add(TokenPass.single(name + " pieces", own, names.tokens(), 4));
        passes.add(Passes.derived(name + " sound", own, value -> "p" + Sounds.pinyin(value)));
        passes.add(Passes.derived(name + " initials", own, OwnNames::initials));
        passes.add(Passes.derived(name + " begin", own, OwnNames::begin));
        passes.add(Passes.derived(name + " letters", own, OwnNames::letters));
        passes.add(TokenPass.single(name + " grams", own, OwnNames.grams(own), 3));
        return passes;
    }
}
