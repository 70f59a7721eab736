package io.yihu.indicator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives the definitions of this application a stored version: which indicator stands at which place of a vector. */
@Component
@RequiredArgsConstructor
public class Catalogue {
    private final Definitions definitions;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;

    /**
     * One state of the definitions.
     *
     * @param places by code; the place of a hard rule is {@code <code>!}
     */
    public record Version(int id, Map<String, Integer> places, int size) {
        /** Place in the vector, or -1. */
        public int place(String code) {
            return places.getOrDefault(code, -1);
        }

        public int hardPlace(String code) {
            return place(code + "!");
        }
    }

    /** The stored version of the definitions this application carries; written when first asked for. */
    public Version current() {
        return new TransactionTemplate(transactions).execute(status -> {
            var known = jdbc.sql("select id from indicator.catalogue where digest = ?")
                    .param(definitions.digest())
                    .query(Integer.class)
                    .optional();
            return version(known.orElseGet(this::store));
        });
    }

    /** A version that vectors were written with, possibly by an older application. */
    public Version version(int id) {
        Map<String, Integer> places = new HashMap<>();
        jdbc.sql("select code, kind, position from indicator.catalogue_entry where catalogue_id = ?")
                .param(id)
                .query(row -> {
                    String suffix = row.getString("kind").equals("HARD") ? "!" : "";
                    places.put(row.getString("code") + suffix, row.getInt("position") - 1);
                });
        return new Version(id, Map.copyOf(places), places.size());
    }

    @EventListener(ApplicationReadyEvent.class)
    void publish() {
        current();
    }

    /** The values of one frame, in vector order. */
    record Slot(IndicatorDefinition indicator, boolean hard) {
        /** As {@link Version#places} calls it. */
        String name() {
            return indicator.code() + (hard ? "!" : "");
        }
    }

    List<Slot> slots(FrameDefinition frame) {
        List<Slot> slots = new ArrayList<>();
        for (IndicatorDefinition indicator : definitions.of(frame)) {
            slots.add(new Slot(indicator, false));
            if (indicator.hard() != null) {
                slots.add(new Slot(indicator, true));
            }
        }
        return slots;
    }

    private int store() {
        var inserted =
                jdbc.sql("""
                        insert into indicator.catalogue (digest) values (?) on conflict (digest) do nothing returning id""").param(definitions.digest()).query(Integer.class).optional();
        if (inserted.isEmpty()) {
            return jdbc.sql("select id from indicator.catalogue where digest = ?")
                    .param(definitions.digest())
                    .query(Integer.class)
                    .single();
        }
        int position = 1;
        for (FrameDefinition frame : definitions.frames()) {
            for (Slot slot : slots(frame)) {
                IndicatorDefinition indicator = slot.indicator();
                jdbc.sql("""
                                insert into indicator.catalogue_entry (catalogue_id, position, code, kind, frame, title_zh,
                                  title_en, unit, direction, stage, weight) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                        .params(
                                inserted.get(),
                                position++,
                                indicator.code(),
                                slot.hard() ? "HARD" : "VALUE",
                                frame.name(),
                                indicator.titleZh(),
                                indicator.titleEn(),
                                indicator.unit(),
                                indicator.direction().name(),
                                indicator.stage(),
                                indicator.weight())
                        .update();
            }
        }
        storeFeatures(inserted.get());
        return inserted.get();
    }

    private void storeFeatures(int id) {
        int position = 1;
        for (FeatureSeries.Feature feature : definitions.features()) {
            jdbc.sql("""
                            insert into indicator.feature_entry (catalogue_id, position, code, measure, derivation, title_zh, title_en, unit)
                            values (?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(
                            id,
                            position++,
                            feature.code(),
                            feature.measure().code(),
                            feature.derivation().name(),
                            feature.titleZh(),
                            feature.titleEn(),
                            feature.unit())
                    .update();
        }
    }
}
