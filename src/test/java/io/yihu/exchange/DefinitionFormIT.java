package io.yihu.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.exchange.mapping.DefinitionYaml;
import io.yihu.exchange.mapping.FeedDefinition;
import io.yihu.exchange.reading.ReadOptions;
import io.yihu.exchange.reading.RowSource;
import io.yihu.exchange.reading.SourceFile;
import io.yihu.support.YihuIT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Form and text of a definition are two views of one thing. */
@YihuIT
class DefinitionFormIT {
    @Autowired
    DefinitionForm form;

    @Autowired
    Feeds feeds;

    @Autowired
    FeedTemplate templates;

    private static Map<String, String> typed(List<DefinitionForm.Part> parts) {
        Map<String, String> fields = new HashMap<>();
        for (DefinitionForm.Part part : parts) {
            for (DefinitionForm.Field field : part.fields()) {
                String at = "t" + part.index() + "." + field.column().name() + ".";
                fields.put(at + "how", field.how());
                fields.put(at + "what", field.what());
                fields.put(at + "date", field.date());
                fields.put(at + "thousands", field.thousands());
                fields.put(at + "strip", field.strip());
                fields.put(at + "times", field.times());
                fields.put(at + "codes", field.codes());
                fields.put(at + "otherwise", field.otherwise());
            }
        }
        return fields;
    }

    @Test
    void anUnchangedFormLeavesEveryDefinitionOfTheHouseAsItIs() {
        assertThat(feeds.definitions()).isNotEmpty();
        for (Feeds.Source source : feeds.definitions()) {
            String again = form.write(source.yaml(), typed(form.read(source.yaml())));
            FeedDefinition before = DefinitionYaml.read(source.yaml(), 0);
            FeedDefinition after = DefinitionYaml.read(again, 0);
            // formatters know no equality, their text does
            assertThat(after.toString()).isEqualTo(before.toString());
        }
    }

    @Test
    void theFormChangesWhatItSaysAndKeepsTheRest() {
        String yaml =
                feeds.source("local-code-output-invoices", null).orElseThrow().yaml();
        Map<String, String> fields = typed(form.read(yaml));
        fields.put("t0.amount.what", "不含税金额");
        fields.put("t0.amount.thousands", ",");
        fields.put("t0.amount.strip", "元 ￥");
        fields.put("t0.amount.times", "4");
        fields.put("t0.total.how", "");
        fields.put("t0.status.codes", "正常=NORMAL；作废=VOID");
        fields.put("t0.status.otherwise", "NORMAL");
        fields.put("t0.buyer_name.how", "VALUE");
        fields.put("t0.buyer_name.what", "不详");
        FeedDefinition made = DefinitionYaml.read(form.withFeed(form.write(yaml, fields), "registrations"), 0);
        var invoices = made.targets().get(0);
        assertThat(invoices.repeats().suffix()).isEqualTo("#");
        assertThat(invoices.columns()).doesNotContainKey("total");
        assertThat(invoices.columns().get("amount").sources()).containsExactly("不含税金额");
        assertThat(invoices.columns().get("amount").number().times()).isEqualTo(4);
        assertThat(invoices.columns().get("amount").number().strip()).containsExactly("元", "￥");
        assertThat(invoices.columns().get("status").codes()).isEqualTo(Map.of("正常", "NORMAL", "作废", "VOID"));
        assertThat(invoices.columns().get("status").otherwise()).isEqualTo("NORMAL");
        assertThat(invoices.columns().get("buyer_name").pieces().get(0).constant())
                .isEqualTo("不详");
        assertThat(made.targets()).extracting(FeedDefinition.Target::feed).containsExactly("invoices", "registrations");
    }

    @Test
    void aTextChangedByHandCountsOtherwiseTheForm() {
        String yaml =
                feeds.source("local-code-output-invoices", null).orElseThrow().yaml();
        Map<String, String> fields = typed(form.read(yaml));
        assertThat(form.merge(yaml.replace("\n", "\r\n"), yaml, fields)).isEqualTo(yaml);
        fields.put("t0.tax.what", "税款");
        assertThat(DefinitionYaml.read(form.merge(yaml, yaml, fields), 0)
                        .targets()
                        .get(0)
                        .columns()
                        .get("tax")
                        .sources())
                .containsExactly("税款");
        String byHand = yaml.replace("税额", "税");
        assertThat(form.merge(byHand, yaml, fields)).isEqualTo(byHand);
    }

    @Test
    void aTextThatCannotBeReadStaysAsItIs() {
        assertThat(form.read("code: [")).isEmpty();
        assertThat(form.write("code: [", Map.of("t0.amount.how", "VALUE"))).isEqualTo("code: [");
    }

    @Test
    void everyFeedHasAWorkbookItCanReadBack(@TempDir Path folder) throws IOException {
        for (FeedSchema schema : feeds.schemas()) {
            Path file = Files.write(
                    folder.resolve(schema.feed() + ".xlsx"), templates.workbook(schema, Locale.SIMPLIFIED_CHINESE));
            try (RowSource source = SourceFile.open(file, ReadOptions.DETECT)) {
                assertThat(source.header())
                        .isEqualTo(
                                schema.columns().stream().map(FeedColumn::name).toList());
                assertThat(source.next()).isNull();
            }
        }
    }
}
