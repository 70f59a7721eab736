package io.yihu.indicator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The definition files of all modules, read and checked once at the start. */
@Component
public class Definitions {
    private final Map<String, BaseDefinition> bases = new TreeMap<>();
    private final Map<String, List<String>> feeds = new TreeMap<>();
    private final List<FeatureSeries> series = new ArrayList<>();
    private final Map<String, FrameDefinition> frames = new TreeMap<>();
    private final Map<String, IndicatorDefinition> indicators = new TreeMap<>();
    private final Map<String, EvidenceColumn> columns = new TreeMap<>();
    private static final YAMLMapper YAML = new YAMLMapper();
    private final String digest;

    Definitions() {
        MessageDigest all = sha256();
        read("classpath*:definitions/*/bases/*.yaml", all, (module, node) -> {
            BaseDefinition base = DefinitionFile.base(module, node);
            refuseTwice(bases.put(base.name(), base), base.name());
        });
        read("classpath*:definitions/*/frames/*.yaml", all, (module, node) -> {
            FrameDefinition frame = DefinitionFile.frame(module, node);
            FrameSql.bases(frame.sql()).stream()
                    .filter(name -> !bases.containsKey(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new DefinitionFault("sql", "unknown base " + name);
                    });
            refuseTwice(frames.put(frame.name(), frame), frame.name());
        });
        read(
                "classpath*:definitions/*/features/*.yaml",
                all,
                (module, node) -> series.add(DefinitionFile.series(module, node)));
        read("classpath*:definitions/*/indicators/*.yaml", all, (module, node) -> {
            IndicatorDefinition indicator = DefinitionFile.indicator(module, node);
            refuseTwice(indicators.put(indicator.code(), indicator), indicator.code());
            if (!frames.containsKey(indicator.frame())) {
                throw new DefinitionFault("frame", "unknown frame " + indicator.frame());
            }
        });
        read(
                "classpath*:definitions/*/evidence-columns.yaml",
                sha256(),
                (module, node) -> DefinitionFile.columns(node).forEach(column -> columns.put(column.name(), column)));
        read(
                "classpath*:definitions/*/view-feeds.yaml",
                sha256(),
                (module, node) -> node.propertyStream()
                        .forEach(one -> feeds.put(
                                one.getKey(),
                                one.getValue()
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .toList())));
        digest = HexFormat.of().formatHex(all.digest());
        if (frames.values().stream().filter(FrameDefinition::population).count() > 1) {
            throw new IllegalStateException("More than one frame says who has a vector");
        }
    }

    public Collection<BaseDefinition> bases() {
        return bases.values();
    }

    /** Feeds that fill a view; none where people or runs do. */
    public List<String> feeds(String view) {
        return feeds.getOrDefault(view, List.of());
    }

    /** What features are derived from. */
    public List<FeatureSeries> series() {
        return List.copyOf(series);
    }

    public List<FeatureSeries.Feature> features() {
        return series.stream().flatMap(one -> one.features().stream()).toList();
    }

    public FrameDefinition frame(String name) {
        return frames.get(name);
    }

    public Collection<FrameDefinition> frames() {
        return frames.values();
    }

    /** By code. */
    public Collection<IndicatorDefinition> indicators() {
        return indicators.values();
    }

    public Optional<IndicatorDefinition> indicator(String code) {
        return Optional.ofNullable(indicators.get(code));
    }

    public EvidenceColumn column(String name) {
        return columns.getOrDefault(name, new EvidenceColumn(name, name, name, "text"));
    }

    public boolean describes(String column) {
        return columns.containsKey(column);
    }

    /** Of everything that gives numbers their meaning. */
    public String digest() {
        return digest;
    }

    List<IndicatorDefinition> of(FrameDefinition frame) {
        return indicators.values().stream()
                .filter(indicator -> indicator.frame().equals(frame.name()))
                .toList();
    }

    private void read(String pattern, MessageDigest all, FileReader reader) {
        try {
            List<Resource> files =
                    new ArrayList<>(Arrays.asList(new PathMatchingResourcePatternResolver().getResources(pattern)));
            files.sort(Comparator.comparing(Resource::getFilename));
            for (Resource file : files) {
                String[] path = file.getURL().getPath().split("/definitions/");
                String module = path[path.length - 1].split("/")[0];
                try (InputStream in = file.getInputStream()) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    all.update(text.getBytes(StandardCharsets.UTF_8));
                    parse(file.getFilename(), text, tree -> reader.read(module, tree));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("Definitions cannot be read: " + pattern, e);
        }
    }

    /** Reads one file; what is wrong with it is said with its name and line. */
    static void parse(String file, String text, Consumer<JsonNode> reader) {
        try {
            reader.accept(YAML.readTree(text));
        } catch (DefinitionFault e) {
            throw new IllegalStateException("Definition " + file + " line " + e.line(text) + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            String line =
                    e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            throw new IllegalStateException("Definition " + file + line + ": " + e.getOriginalMessage(), e);
        }
    }

    private static void refuseTwice(Object before, String name) {
        if (before != null) {
            throw new DefinitionFault("code", "defined twice: " + name);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface FileReader {
        void read(String module, JsonNode node);
    }
}
