package io.yihu.taxpayer.resolve;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.yihu.platform.Command;
import io.yihu.platform.Refusal;
import io.yihu.taxpayer.resolve.field.Comparison;
import io.yihu.taxpayer.resolve.field.Field;
import io.yihu.taxpayer.resolve.model.Pairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code resolve --feed <definition|auto> <file> --out clusters.csv [--pairs pairs.csv]}: subjects of any entity file.
 *
 * <p>Needs no database and no Spring, see {@code META-INF/services}.
 */
public final class ResolveCommand implements Command {
    private static final int WITH_REJECTS = 1;

    @Override
    public String name() {
        return "resolve";
    }

    /** What was typed. */
    private record Typed(String feed, Path file, Path out, Path pairs) {}

    @Override
    public int run(List<String> arguments) {
        long start = System.nanoTime();
        Typed typed = read(arguments);
        if (!Files.isRegularFile(typed.file())) {
            throw Refusal.invalid("taxpayer.resolve.unreadable", typed.file());
        }
        boolean auto = typed.feed().equals("auto");
        ResolveDefinition definition = auto ? null : ResolveDefinition.load(typed.feed());
        Table table = Table.read(typed.file(), auto ? ResolveDefinition.Format.DETECT : definition.format());
        tell("rows", table.rows());
        if (auto) {
            definition = KindGuess.definition(table);
            definition
                    .fields()
                    .forEach(spec -> System.err.println(
                            "  " + spec.name() + ": " + spec.kind().name().toLowerCase(Locale.ROOT)));
        }
        if (definition.fields().isEmpty()) {
            throw Refusal.invalid("taxpayer.resolve.noFields");
        }
        List<Field> fields = DefinedFields.of(definition, table);
        Resolution found = table.rows() < 2
                ? null
                : Resolver.resolve(table.rows(), fields, definition.link(), definition.queue(), ResolveCommand::tell);
        String[] keys = definition.key() == null ? null : table.columns().get(definition.key());
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("rows", table.rows());
        int poor = write(typed, table, keys, found, fields, summary);
        summary.put("seconds", Math.round((System.nanoTime() - start) / 1e7) / 100.0);
        System.out.println(JsonMapper.builder().build().writeValueAsString(summary));
        return poor > 0 ? WITH_REJECTS : 0;
    }

    private static void tell(String what, long count) {
        System.err.println("resolve: " + what + " " + count);
    }

    /** Returns the number of rows whose key is missing or repeated. */
    private static int write(
            Typed typed,
            Table table,
            String[] keys,
            Resolution found,
            List<Field> fields,
            Map<String, Object> summary) {
        Set<String> seen = new HashSet<>();
        int poor = 0;
        try (CsvWriter csv = CsvWriter.builder().build(typed.out())) {
            csv.writeRecord("source_key", "subject");
            for (int r = 0; r < table.rows(); r++) {
                String key = key(keys, r);
                poor += seen.add(key) && (keys == null || keys[r] != null) ? 0 : 1;
                csv.writeRecord(key, Integer.toString(found == null ? r + 1 : found.subject()[r]));
            }
        } catch (IOException e) {
            throw Refusal.invalid("taxpayer.resolve.unwritable", typed.out());
        }
        if (found != null) {
            summarise(found, summary);
            if (typed.pairs() != null) {
                pairs(typed.pairs(), keys, found, fields);
            }
        } else {
            summary.put("subjects", table.rows());
        }
        summary.put("rows_without_own_key", poor);
        return poor;
    }

    private static String key(String[] keys, int row) {
        return keys == null || keys[row] == null ? "#" + (row + 1) : keys[row];
    }

    private static void summarise(Resolution found, Map<String, Object> summary) {
        summary.put("pairs_compared", found.compared());
        summary.put("pairs_cut", found.cutPairs());
        summary.put("blocks_cut", found.cutBlocks());
        summary.put("links", found.linked().pairs().length);
        summary.put("queue", found.queued().pairs().length);
        summary.put("subjects", found.subjects());
        summary.put("link_at", rounded(found.linkAt()));
        summary.put("queue_at", rounded(found.queueAt()));
        summary.put("expected_f", rounded(found.expectedF()));
        Map<String, Object> weights = new LinkedHashMap<>();
        List<Comparison> comparisons = found.weights().comparisons();
        for (int c = 0; c < comparisons.size(); c++) {
            Map<String, Object> levels = new LinkedHashMap<>();
            for (int l = 0; l < comparisons.get(c).levels().size(); l++) {
                levels.put(
                        comparisons.get(c).levels().get(l),
                        rounded(found.weights().weight(c, l)));
            }
            weights.put(comparisons.get(c).name(), levels);
        }
        summary.put("weights", weights);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** Linked pairs and those for a person, with what agrees how far. */
    private static void pairs(Path file, String[] keys, Resolution found, List<Field> fields) {
        List<Comparison> comparisons = new ArrayList<>();
        fields.forEach(field -> comparisons.addAll(field.comparisons()));
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            csv.writeRecord("source_key_a", "source_key_b", "outcome", "score", "evidence");
            rows(csv, keys, "LINKED", found.linked(), comparisons);
            rows(csv, keys, "QUEUED", found.queued(), comparisons);
        } catch (IOException e) {
            throw Refusal.invalid("taxpayer.resolve.unwritable", file);
        }
    }

    private static void rows(
            CsvWriter csv, String[] keys, String outcome, Resolution.Scored scored, List<Comparison> comparisons) {
        for (int i = 0; i < scored.pairs().length; i++) {
            int a = Pairs.first(scored.pairs()[i]);
            int b = Pairs.second(scored.pairs()[i]);
            StringBuilder evidence = new StringBuilder();
            for (Comparison comparison : comparisons) {
                int level = comparison.level(a, b);
                if (level >= 0) {
                    evidence.append(evidence.isEmpty() ? "" : " ")
                            .append(comparison.name())
                            .append('=')
                            .append(comparison.levels().get(level));
                }
            }
            csv.writeRecord(
                    key(keys, a),
                    key(keys, b),
                    outcome,
                    Double.toString(rounded(scored.probability()[i])),
                    evidence.toString());
        }
    }

    private static Typed read(List<String> arguments) {
        String feed = null;
        Path file = null;
        Path out = null;
        Path pairs = null;
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            boolean more = i + 1 < arguments.size();
            if (word.equals("--feed") && more) {
                feed = arguments.get(++i);
            } else if (word.equals("--out") && more) {
                out = Path.of(arguments.get(++i));
            } else if (word.equals("--pairs") && more) {
                pairs = Path.of(arguments.get(++i));
            } else if (word.startsWith("--") || file != null) {
                throw Refusal.invalid("taxpayer.resolve.usage", word);
            } else {
                file = Path.of(word);
            }
        }
        if (feed == null || file == null || out == null) {
            throw Refusal.invalid(
                    "taxpayer.resolve.usage", feed == null ? "--feed" : file == null ? "<file>" : "--out");
        }
        return new Typed(feed, file, out, pairs);
    }
}
