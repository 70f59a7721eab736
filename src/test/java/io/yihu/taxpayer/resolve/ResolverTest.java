package io.yihu.taxpayer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.taxpayer.resolve.field.Field;
import io.yihu.taxpayer.resolve.field.FieldKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ResolverTest {
    @Test
    void firmsAreFoundByTheirNamesAlone() {
        MadeUpNames made = new MadeUpNames(800, 7);
        Resolution found = resolve(
                made.names.size(), List.of(FieldKind.ORGANIZATION.field("name", made.names.toArray(String[]::new))));
        PairwiseScore score = PairwiseScore.of(made.truth, found.subject());
        assertThat(score.precision()).as(score.toString()).isGreaterThan(0.94);
        assertThat(score.recall()).as(score.toString()).isGreaterThan(0.95);
    }

    @Test
    void blockingComparesFewOfAllPairs() {
        MadeUpNames made = new MadeUpNames(700, 8);
        int n = made.names.size();
        Resolution found = resolve(n, List.of(FieldKind.ORGANIZATION.field("name", made.names.toArray(String[]::new))));
        assertThat(found.compared()).isLessThan((long) n * (n - 1) / 2 / 20);
    }

    @Test
    void peopleAreFoundWithHalfOfTheirFieldsMissing() {
        People people = new People(500, 0.5, 11);
        Resolution found = resolve(people.truth.size(), people.fields());
        PairwiseScore score = PairwiseScore.of(people.truth, found.subject());
        assertThat(score.precision()).as(score.toString()).isGreaterThan(0.9);
        assertThat(score.recall()).as(score.toString()).isGreaterThan(0.5);
        People whole = new People(500, 0.05, 12);
        PairwiseScore sure = PairwiseScore.of(
                whole.truth, resolve(whole.truth.size(), whole.fields()).subject());
        assertThat(sure.f()).as(sure.toString()).isGreaterThan(0.97);
    }

    @Test
    void twoGroupsAreNotJoinedByOneWeakLink() {
        String[] mail = {
            "a.long@one.cn", "a.long@one.cn", "a.long@one.cn", "b.short@two.cn", "b.short@two.cn", "b.short@two.cn"
        };
        String[] name = {"陈思远", "陈思远", "陈思远", "周文博", "周文博", "陈思远"};
        String[] birth = {"1980-01-02", "1980-01-02", "1980-01-02", "1991-07-30", "1991-07-30", "1991-07-30"};
        List<String[]> columns = padded(List.of(mail, name, birth), 400);
        Resolution found = resolve(
                columns.get(0).length,
                List.of(
                        FieldKind.MAIL.field("mail", columns.get(0)),
                        FieldKind.PERSON.field("name", columns.get(1)),
                        FieldKind.DATE.field("birth", columns.get(2))));
        int[] subject = found.subject();
        assertThat(subject[0]).isEqualTo(subject[1]).isEqualTo(subject[2]);
        assertThat(subject[3]).isEqualTo(subject[4]).isEqualTo(subject[5]);
        assertThat(subject[0]).isNotEqualTo(subject[3]);
    }

    private static Resolution resolve(int records, List<Field> fields) {
        return Resolver.resolve(records, fields, Double.NaN, Double.NaN, (what, count) -> {});
    }

    /** Strangers around the records in question, so that there is something to learn from. */
    private static List<String[]> padded(List<String[]> few, int strangers) {
        People people = new People(strangers, 0, 5);
        List<String[]> columns = new ArrayList<>();
        String[][] all = {people.mails(), people.names(), people.births()};
        for (int c = 0; c < few.size(); c++) {
            List<String> values = new ArrayList<>(List.of(few.get(c)));
            values.addAll(List.of(all[c]));
            columns.add(values.toArray(String[]::new));
        }
        return columns;
    }

    /** People with one to three records each: slips of the pen, columns changed over, fields left out. */
    private static final class People {
        private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
        private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀兰霞平刚桂英华玉文博思远子涵雨桐";
        final List<String> truth = new ArrayList<>();
        private final List<String[]> rows = new ArrayList<>();
        private final Random dice;

        People(int persons, double missing, long seed) {
            dice = new Random(seed);
            for (int p = 0; p < persons; p++) {
                String name = "" + SURNAMES.charAt(dice.nextInt(SURNAMES.length()))
                        + GIVEN.charAt(dice.nextInt(GIVEN.length())) + GIVEN.charAt(dice.nextInt(GIVEN.length()));
                String birth = String.format(
                        "%d-%02d-%02d", 1950 + dice.nextInt(55), 1 + dice.nextInt(12), 1 + dice.nextInt(28));
                String mail = "u" + Integer.toString(dice.nextInt(1 << 28), 36) + "@m" + dice.nextInt(40) + ".cn";
                String phone = "1" + (3_000_000_000L + dice.nextInt(1_000_000_000));
                for (int copy = dice.nextInt(3); copy >= 0; copy--) {
                    String[] row = {name, slip(birth), slip(mail), slip(phone)};
                    for (int c = 0; c < row.length; c++) {
                        row[c] = dice.nextDouble() < missing ? null : row[c];
                    }
                    rows.add(row);
                    truth.add(Integer.toString(p));
                }
            }
        }

        private String slip(String text) {
            if (dice.nextDouble() > 0.12) {
                return text;
            }
            int at = 1 + dice.nextInt(text.length() - 2);
            return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
        }

        private String[] column(int c) {
            IntFunction<String> cell = i -> rows.get(i)[c];
            String[] column = new String[rows.size()];
            for (int i = 0; i < column.length; i++) {
                column[i] = cell.apply(i);
            }
            return column;
        }

        String[] names() {
            return column(0);
        }

        String[] births() {
            return column(1);
        }

        String[] mails() {
            return column(2);
        }

        List<Field> fields() {
            return List.of(
                    FieldKind.PERSON.field("name", column(0)),
                    FieldKind.DATE.field("birth", column(1)),
                    FieldKind.MAIL.field("mail", column(2)),
                    FieldKind.PHONE.field("phone", column(3)));
        }
    }
}
