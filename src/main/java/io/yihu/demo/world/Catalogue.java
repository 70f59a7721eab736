package io.yihu.demo.world;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What the world is made of: goods, trades, places and name parts, read from the resources of this module. */
final class Catalogue {
    final Map<String, Goods> goods = new LinkedHashMap<>();
    final List<Trade> trades;
    final List<NamedCsvRecord> places;
    final Properties names = new Properties();
    private final int tradeWeight;

    Catalogue() {
        for (NamedCsvRecord row : rows("goods.csv")) {
            goods.put(
                    row.getField("id"),
                    new Goods(
                            row.getField("id"),
                            row.getField("short"),
                            row.getField("name"),
                            row.getField("tax_class"),
                            row.getField("unit"),
                            row.getField("spec"),
                            Double.parseDouble(row.getField("price")),
                            Double.parseDouble(row.getField("rate"))));
        }
        trades = rows("trades.csv").stream().map(this::trade).toList();
        tradeWeight = trades.stream().mapToInt(Trade::weight).sum();
        places = rows("places.csv");
        try (Reader reader = open("names.txt")) {
            names.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Trade anyTrade(Dice dice) {
        int left = dice.below(tradeWeight);
        for (Trade trade : trades) {
            left -= trade.weight();
            if (left < 0) {
                return trade;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    Trade trade(String industry) {
        return trades.stream()
                .filter(trade -> trade.industry().equals(industry))
                .findFirst()
                .orElseThrow();
    }

    private Trade trade(NamedCsvRecord row) {
        return new Trade(
                row.getField("industry"),
                Trade.Stage.valueOf(row.getField("stage")),
                Integer.parseInt(row.getField("weight")),
                List.of(row.getField("words").split("\\|")),
                goods(row.getField("outputs")),
                goods(row.getField("inputs")),
                Double.parseDouble(row.getField("ticket")),
                Double.parseDouble(row.getField("cost")),
                Double.parseDouble(row.getField("households")));
    }

    private List<Goods> goods(String ids) {
        return List.of(ids.split("\\|")).stream().map(goods::get).toList();
    }

    private static List<NamedCsvRecord> rows(String file) {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(open(file))) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader open(String file) {
        return new InputStreamReader(Catalogue.class.getResourceAsStream("/demo/" + file), StandardCharsets.UTF_8);
    }
}
