package io.yihu.exchange;

import io.yihu.exchange.mapping.DefinitionYaml;
import io.yihu.exchange.mapping.FeedDefinition;
import io.yihu.exchange.reading.FileRefused;
import io.yihu.exchange.staging.PreviewRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What a file would become, shown before anything is loaded. */
@Component
@RequiredArgsConstructor
public class PreviewQueries {
    private static final int ROWS = 20;
    private final Feeds feeds;
    private final MessageSource messages;

    /** A preview, or the sentence that says why there is none. */
    public record Shown(PreviewRows.Preview preview, String refusal) {}

    public Shown of(BatchRow batch, Locale locale) {
        if (feeds.confidential(batch)) {
            return refused(new FileRefused("confidential"), locale);
        }
        return read(Path.of(batch.spool()), feeds.of(batch), locale);
    }

    /** The same file read by a definition that is being written. */
    public Shown of(BatchRow batch, String yaml, Locale locale) {
        try {
            return read(Path.of(batch.spool()), DefinitionYaml.read(yaml, 0), locale);
        } catch (DefinitionYaml.Unusable e) {
            return new Shown(null, unusable(e, locale));
        }
    }

    /** The first lines as they are, for somebody who writes a definition. */
    public List<String> header(BatchRow batch) {
        try (var source = io.yihu.exchange.reading.SourceFile.open(
                Path.of(batch.spool()), io.yihu.exchange.reading.ReadOptions.DETECT)) {
            return source.header();
        } catch (IOException | FileRefused e) {
            return List.of();
        }
    }

    String unusable(DefinitionYaml.Unusable e, Locale locale) {
        return messages.getMessage("exchange.definition." + e.getMessage(), new Object[] {e.place()}, locale);
    }

    private Shown read(Path file, FeedDefinition definition, Locale locale) {
        try {
            if (!Files.exists(file)) {
                throw new FileRefused("spool_gone");
            }
            return new Shown(
                    PreviewRows.read(
                            file, definition, feed -> feeds.requireLoad(feed).schema(), ROWS),
                    null);
        } catch (FileRefused e) {
            return refused(e, locale);
        } catch (io.yihu.platform.Refusal e) {
            return new Shown(null, messages.getMessage(e.getMessage(), e.arguments(), locale));
        } catch (IOException e) {
            return refused(new FileRefused("unreadable"), locale);
        }
    }

    private Shown refused(FileRefused e, Locale locale) {
        return new Shown(null, messages.getMessage("exchange.refused." + e.reason(), e.arguments(), locale));
    }
}
