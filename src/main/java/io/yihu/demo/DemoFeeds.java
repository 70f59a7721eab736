package io.yihu.demo;

import io.yihu.demo.world.DemoGenerator;
import io.yihu.demo.world.DemoSize;
import io.yihu.exchange.BatchRow;
import io.yihu.exchange.ImportService;
import io.yihu.platform.YihuProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** The canonical files of the demo: made once, then loaded like anybody's files. */
@Component
@RequiredArgsConstructor
class DemoFeeds {
    static final List<String> ORDER = DemoGenerator.FEEDS;

    private final YihuProperties properties;
    private final ImportService imports;

    Path folder() {
        YihuProperties.Demo demo = properties.demo();
        return properties.dataDir().toAbsolutePath().resolve("demo").resolve(demo.size() + "-" + demo.seedNumber());
    }

    void generate() {
        YihuProperties.Demo demo = properties.demo();
        DemoGenerator.write(DemoSize.valueOf(demo.size()), demo.seedNumber(), folder());
    }

    /** Loads one feed; a rejected row means the generator and the registers disagree, and the seeding stops. */
    void load(String feed) {
        Path file = folder().resolve(feed + ".csv");
        if (!Files.exists(file)) {
            generate();
        }
        BatchRow batch = imports.importNow(feed, file).batch();
        if (!batch.state().equals("DONE") || batch.rejected() > 0) {
            throw new IllegalStateException("feed " + feed + " ended as " + batch.state() + " with " + batch.rejected()
                    + " rejects, batch " + batch.id());
        }
    }
}
