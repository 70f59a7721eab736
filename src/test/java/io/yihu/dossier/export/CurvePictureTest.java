package io.yihu.dossier.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.dossier.TimelineQueries.Month;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The curve for paper: high where much was issued, broken where nothing is known, marked where something changed. */
class CurvePictureTest {
    private static final Color BLUE = new Color(0x1f4e8c);

    private static Month month(int number, String out) {
        BigDecimal amount = out == null ? null : new BigDecimal(out);
        LocalDate day = LocalDate.of(2025, 1, 1).plusMonths(number);
        return new Month(day, amount, null, null, null, null, null, null, null, null, null, null);
    }

    private static int highest(BufferedImage image, int from, int to) {
        for (int y = 90; y < image.getHeight(); y++) {
            for (int x = from; x < to; x++) {
                if (image.getRGB(x, y) == BLUE.getRGB()) {
                    return y;
                }
            }
        }
        return Integer.MAX_VALUE;
    }

    @Test
    void aSurgeStandsHighAndAGapIsAGap() throws IOException {
        List<Month> months = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            months.add(month(i, i == 4 || i == 5 ? null : i == 10 ? "8200000" : "30000"));
        }
        String uri = CurvePicture.dataUri(
                months,
                List.of(new CurvePicture.Line("开具", Month::outAmt, BLUE, null)),
                List.of(new CurvePicture.Mark(LocalDate.of(2025, 10, 15), "法定代表人 2025-10-15")),
                "万元");
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1))));
        int width = image.getWidth() - 160;
        int surge = highest(image, 130 + width * 19 / 22, 130 + width * 21 / 22);
        int quiet = highest(image, 130, 130 + width * 5 / 22);
        assertThat(surge).isBetween(160, 190);
        assertThat(quiet).isGreaterThan(500);
        assertThat(highest(image, 130 + width * 7 / 22 + 10, 130 + width * 11 / 22 - 10))
                .as("months without a figure are not zero")
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(CurvePicture.dataUri(
                        List.of(month(0, null), month(1, null)),
                        List.of(new CurvePicture.Line("开具", Month::outAmt, BLUE, null)),
                        List.of(),
                        "万元"))
                .isNull();
    }

    @Test
    void theAxisEndsAtARoundNumber() {
        assertThat(CurvePicture.nice(820)).isEqualTo(1000);
        assertThat(CurvePicture.nice(41)).isEqualTo(50);
        assertThat(CurvePicture.nice(0.3)).isEqualTo(0.4);
        assertThat(CurvePicture.nice(8)).isEqualTo(8);
    }
}
