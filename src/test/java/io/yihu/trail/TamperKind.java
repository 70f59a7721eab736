package io.yihu.trail;

import static io.yihu.trail.Tampering.ALL;
import static io.yihu.trail.Tampering.ROWS;
import static io.yihu.trail.Tampering.SEGMENTS;
import static io.yihu.trail.Tampering.other;
import static io.yihu.trail.Tampering.segment;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** One way to tamper, and what the report must name for it to count as located. */
record TamperKind(String group, String name, boolean touchesOutside, Act act) {
    /** Does it near row {@code k}; returns whether a report names the place. */
    interface Act {
        Predicate<VerifyReport> apply(Tampering log, long k, Random random) throws Exception;
    }

    private static final List<String> EDITS = List.of(
            "recorded_at = recorded_at + interval '1 microsecond'",
            "txid = (txid::text::bigint + 1)::text::xid8",
            "happened_at = happened_at - interval '1 day'",
            "happened_at = 'infinity'",
            "actor = 'wang'",
            "actor_name = ''",
            "actor_name = null",
            "officer_id = officer_id + 1",
            "office_id = 3",
            "office_path = '/1/3/'",
            "action = 'task.task.approve'",
            "reading = not reading",
            "object_type = 'matter'",
            "object_id = object_id || '0'",
            "subject_id = 9",
            "details = details - '说明'",
            "details = jsonb_set(details, '{amount}', to_jsonb((details->>'amount')::numeric + 0.0000000000000000001))",
            "details = details || '{\"a\": 1}'",
            "ip = '10.0.0.99'");

    static final List<TamperKind> ALL_KINDS = List.of(
            in("update", "a column of a row", (log, k, random) -> {
                log.sql("update trail.action set " + EDITS.get(random.nextInt(EDITS.size())) + " where id = "
                        + log.id(k));
                return first(k);
            }),
            in("update", "a row and its kept hash", (log, k, random) -> {
                log.sql("update trail.action set actor = 'nobody' where id = " + log.id(k)
                        + ";delete from trail.sealed where seq = " + k);
                log.number(k, log.id(k), segment(k));
                return first(k);
            }),
            in("update", "the kept hash alone", (log, k, random) -> {
                log.sql("update trail.sealed set leaf = sha256(leaf) where seq = " + k);
                return first(k);
            }),
            in("update", "the segment a row says it is in", (log, k, random) -> {
                log.sql("update trail.sealed set segment = segment + 1 where seq = " + k);
                return first(k);
            }),
            in("update", "a field of a checkpoint", (log, k, random) -> {
                List<String> fields = List.of(
                        "root = sha256(root)",
                        "segment_root = sha256(segment_root)",
                        "log_id = 'x'",
                        "first_seq = first_seq + 1",
                        "tree_size = tree_size - 1",
                        "tree_size = 4611686018427387904",
                        "snapshot = '3:3:'",
                        "sealed_at = sealed_at + interval '1 second'",
                        "previous = sha256(root)",
                        "key_id = 'ffffffffffffffff'",
                        "signature = sha256(signature)",
                        "number = number + 100");
                log.sql("update trail.checkpoint set " + fields.get(random.nextInt(fields.size())) + " where number = "
                        + segment(k));
                return inSegment(segment(k));
            }),
            in("update", "an inner node of the tree", (log, k, random) -> {
                log.sql("update trail.node set hash = sha256(hash)");
                return report -> report.first().kind() == TrailProblem.Kind.NODE_CHANGED;
            }),
            in("delete", "a row", (log, k, random) -> {
                log.sql("delete from trail.action where id = " + log.id(k));
                return first(k);
            }),
            in("delete", "a row with its number", (log, k, random) -> {
                log.sql("delete from trail.action where id = " + log.id(k) + ";delete from trail.sealed where seq = "
                        + k);
                return first(k);
            }),
            in("delete", "a row, the gap closed", (log, k, random) -> {
                log.sql("delete from trail.action where id = " + log.id(k) + ";delete from trail.sealed where seq = "
                        + k
                        + ";update trail.sealed set seq = -seq where seq > " + k
                        + ";update trail.sealed set seq = -seq - 1 where seq < 0");
                return first(k);
            }),
            in("delete", "a checkpoint", (log, k, random) -> {
                log.sql("delete from trail.checkpoint where number = " + segment(k));
                return inSegment(segment(k));
            }),
            in("delete", "a whole segment", (log, k, random) -> {
                long from = segment(k) * ROWS;
                log.sql("delete from trail.action where id in (select action_id from trail.sealed where segment = "
                        + segment(k) + ");delete from trail.sealed where segment = " + segment(k)
                        + ";delete from trail.checkpoint where number = " + segment(k));
                return first(from);
            }),
            in("insert", "a row between two, dated back", (log, k, random) -> {
                long id = log.id(k) - 1;
                log.sql("insert into trail.action select " + id
                        + ", recorded_at, txid, happened_at, actor, actor_name, officer_id, office_id,"
                        + " office_path, action, reading, object_type, object_id, subject_id, details, ip from trail.action where id = "
                        + log.id(k));
                return report -> report.problems().stream()
                        .anyMatch(p -> Long.valueOf(id).equals(p.actionId()));
            }),
            in("insert", "a row with a number, the others pushed up", (log, k, random) -> {
                long id = log.id(k) - 1;
                log.sql("update trail.sealed set seq = seq + 1000001 where seq >= " + k
                        + ";update trail.sealed set seq = seq - 1000000 where seq > 1000000"
                        + ";insert into trail.action (id, happened_at, actor, action) values (" + id
                        + ", now(), 'x', 'y')");
                log.number(k, id, segment(k));
                return first(k);
            }),
            in("insert", "a row numbered after the last", (log, k, random) -> {
                log.sql("insert into trail.action (id, happened_at, actor, action) values (" + (log.id(k) - 1)
                        + ", now(), 'x', 'y')");
                log.number(ALL, log.id(k) - 1, SEGMENTS);
                return first(ALL);
            }),
            in("swap", "two rows", (log, k, random) -> {
                long other = other(k, random);
                log.sql("update trail.sealed set action_id = -1 where seq = " + k
                        + ";update trail.sealed set action_id = " + log.id(k) + " where seq = " + other
                        + ";update trail.sealed set action_id = " + log.id(other) + " where seq = " + k);
                return first(Math.min(k, other));
            }),
            in("swap", "two rows with their hashes", (log, k, random) -> {
                long other = other(k, random);
                log.sql("update trail.sealed set seq = -1 where seq = " + k + ";update trail.sealed set seq = " + k
                        + " where seq = " + other + ";update trail.sealed set seq = " + other + " where seq = -1");
                return first(Math.min(k, other));
            }),
            in("swap", "the contents of two rows", (log, k, random) -> {
                long other = other(k, random);
                log.sql(
                        "update trail.action a set object_id = b.object_id, happened_at = b.happened_at, details = b.details from trail.action b"
                                + " where (a.id, b.id) in ((" + log.id(k) + "," + log.id(other) + "), (" + log.id(other)
                                + "," + log.id(k) + "))");
                return first(Math.min(k, other));
            }),
            in("renumber", "all rows from one on, by one", (log, k, random) -> {
                log.sql("update trail.sealed set seq = -seq where seq >= " + k
                        + ";update trail.sealed set seq = 1 - seq where seq <= 0 and seq <= -" + k);
                return first(k);
            }),
            in("renumber", "a row to another id", (log, k, random) -> {
                long id = log.id(k) - 1;
                log.sql("update trail.action set id = " + id + " where id = " + log.id(k)
                        + ";update trail.sealed set action_id = " + id + " where seq = " + k);
                return first(k);
            }),
            in("renumber", "a row to a place that is not there", (log, k, random) -> {
                log.sql("update trail.sealed set seq = -7 where seq = " + k);
                return report ->
                        report.problems().stream().anyMatch(p -> Long.valueOf(k).equals(p.seq()));
            }),
            in("truncate tail", "rows and numbers", (log, k, random) -> {
                log.sql("delete from trail.action where id in (select action_id from trail.sealed where seq >= " + k
                        + ");delete from trail.sealed where seq >= " + k);
                return first(k);
            }),
            in("truncate tail", "rows, numbers, checkpoints", (log, k, random) -> {
                long from = Math.max(1, segment(k));
                log.cutFrom(from);
                return first(from * ROWS);
            }),
            in(
                    "truncate tail",
                    "the whole log, a new one begun",
                    (log, k, random) -> {
                        log.sql("truncate trail.action, trail.sealed, trail.checkpoint, trail.log, trail.node");
                        log.goOn();
                        return report -> report.first().kind() == TrailProblem.Kind.LOG_GONE;
                    },
                    true),
            in("clone a day", "its rows under new ids", (log, k, random) -> {
                long lowest = log.id(segment(k) * ROWS) - 1;
                log.sql(
                        "insert into trail.action select id - 1, recorded_at, txid, happened_at + interval '1 day', actor, actor_name, officer_id,"
                                + " office_id, office_path, action, reading, object_type, object_id, subject_id, details, ip from trail.action"
                                + " where id in (select action_id from trail.sealed where segment = " + segment(k)
                                + ")");
                return report -> report.problems().stream()
                        .anyMatch(p -> Long.valueOf(lowest).equals(p.actionId()));
            }),
            in("clone a day", "with a forged checkpoint after the last", (log, k, random) -> {
                log.sql(
                        "insert into trail.action select id - 1, recorded_at, txid, happened_at + interval '1 day', actor, actor_name, officer_id,"
                                + " office_id, office_path, action, reading, object_type, object_id, subject_id, details, ip from trail.action"
                                + " where id in (select action_id from trail.sealed where segment = " + segment(k)
                                + ")");
                log.sql("insert into trail.sealed select " + ALL
                        + " + row_number() over (order by seq) - 1, action_id - 1, " + SEGMENTS
                        + ", leaf from trail.sealed where segment = " + segment(k));
                log.append(ROWS);
                return first(ALL);
            }),
            in("restore an old dump", "and leave it at that", (log, k, random) -> {
                long from = 1 + random.nextInt(SEGMENTS - 1);
                log.cutFrom(from);
                return first(from * ROWS);
            }),
            in(
                    "restore an old dump",
                    "and go on writing",
                    (log, k, random) -> {
                        long from = 1 + random.nextInt(SEGMENTS - 1);
                        log.cutFrom(from);
                        log.goOn();
                        return first(from * ROWS);
                    },
                    true),
            in("re-sign", "a checkpoint with a key of one's own", (log, k, random) -> {
                log.resign(segment(k), false);
                return inSegment(segment(k));
            }),
            in("re-sign", "and pretend the key was ours", (log, k, random) -> {
                log.resign(segment(k), true);
                return inSegment(segment(k));
            }),
            in("rebuild", "all hashes and checkpoints after an edit", (log, k, random) -> {
                log.sql("update trail.action set actor = 'nobody' where id = " + log.id(k));
                log.rebuild(segment(k), random.nextBoolean());
                return inSegment(segment(k))
                        .and(report -> report.problems().stream()
                                .anyMatch(p -> Long.valueOf(k).equals(p.seq())));
            }));

    private static TamperKind in(String group, String name, Act act) {
        return new TamperKind(group, name, false, act);
    }

    private static TamperKind in(String group, String name, Act act, boolean outside) {
        return new TamperKind(group, name, outside, act);
    }

    private static Predicate<VerifyReport> first(long seq) {
        return report -> Long.valueOf(seq).equals(report.first().seq());
    }

    private static Predicate<VerifyReport> inSegment(long segment) {
        return report -> Long.valueOf(segment).equals(report.first().segment())
                || report.first().seq() != null && segment(report.first().seq()) == segment;
    }
}
