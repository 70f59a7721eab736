package io.yihu.dossier.export;

import io.yihu.dossier.TimelineQueries.Month;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import javax.imageio.ImageIO;

/** The curves of a file drawn for paper: issued, received and declared amounts by month, changes standing on them. */
final class CurvePicture {
    private static final int WIDTH = 1720;
    private static final int HEIGHT = 600;
    private static final int LEFT = 130;
    private static final int RIGHT = 30;
    private static final int TOP = 96;
    private static final int BOTTOM = 60;
    private static final int TICKS = 4;
    private static final double WAN = 10_000;
    private static final BasicStroke HAIR = new BasicStroke(1.4f);
    private static final BasicStroke MARK =
            new BasicStroke(2.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {9, 7}, 0);
    private final List<Month> months;
    private final double highest;
    private final Graphics2D pen;
    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);

    /** A curve: how it is called and drawn; line patterns differ, so that a grey copy can still be read. */
    record Line(String name, Function<Month, BigDecimal> amount, Color colour, float[] dashes) {}

    /** Something that happened on a day. */
    record Mark(LocalDate day, String label) {}

    private CurvePicture(List<Month> months, double highest) {
        this.months = months;
        this.highest = highest;
        pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setFont(font());
    }

    /**
     * A picture that stands inside the document; null where no month has an amount.
     *
     * @param unit word for ten thousand yuan
     */
    static String dataUri(List<Month> months, List<Line> lines, List<Mark> marks, String unit) {
        double highest = months.stream()
                .flatMap(month -> lines.stream().map(line -> line.amount().apply(month)))
                .filter(amount -> amount != null)
                .mapToDouble(amount -> amount.doubleValue() / WAN)
                .max()
                .orElse(0);
        if (highest <= 0 || months.size() < 2) {
            return null;
        }
        CurvePicture picture = new CurvePicture(months, nice(highest));
        picture.axes(unit);
        picture.marks(marks);
        picture.legend(lines);
        lines.forEach(picture::curve);
        return picture.encoded();
    }

    private static Font font() {
        try (InputStream stream = CurvePicture.class.getResourceAsStream(FileDocument.FONT)) {
            return Font.createFont(Font.TRUETYPE_FONT, stream).deriveFont(24f);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next of 1, 2, 4, 5, 8, 10 × a power of ten. */
    static double nice(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 4, 5, 8}) {
            if (step * power >= value) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private double x(double month) {
        return LEFT + (WIDTH - LEFT - RIGHT) * month / (months.size() - 1);
    }

    private double y(double wan) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.max(0, wan) / highest;
    }

    private void axes(String unit) {
        pen.setStroke(HAIR);
        for (int i = 0; i <= TICKS; i++) {
            double wan = highest * i / TICKS;
            pen.setColor(new Color(i == 0 ? 0x888888 : 0xdddddd));
            pen.draw(new Line2D.Double(LEFT, y(wan), WIDTH - RIGHT, y(wan)));
            pen.setColor(new Color(0x333333));
            String text = wan == Math.rint(wan) ? String.format("%,.0f", wan) : String.format("%,.2f", wan);
            pen.drawString(text, LEFT - 14 - pen.getFontMetrics().stringWidth(text), (float) y(wan) + 8);
        }
        pen.drawString(unit, 10, TOP - 22);
        int every = (months.size() + 11) / 12;
        for (int i = 0; i < months.size(); i += every) {
            String text = months.get(i).month().toString().substring(0, 7);
            int width = pen.getFontMetrics().stringWidth(text);
            pen.drawString(text, (float) Math.min(x(i) - width / 2.0, WIDTH - width - 2.0), HEIGHT - 20);
        }
    }

    private void marks(List<Mark> marks) {
        LocalDate first = months.get(0).month();
        double free = 0;
        for (Mark mark : marks) {
            double at = ChronoUnit.MONTHS.between(first, mark.day().withDayOfMonth(1))
                    + (mark.day().getDayOfMonth() - 1) / 31.0;
            if (at < 0 || at > months.size() - 1) {
                continue;
            }
            pen.setColor(new Color(0xb45309));
            pen.setStroke(MARK);
            pen.draw(new Line2D.Double(x(at), TOP - 6, x(at), HEIGHT - BOTTOM));
            int width = pen.getFontMetrics().stringWidth(mark.label());
            double left = Math.min(x(at) + 6, WIDTH - RIGHT - width);
            if (left >= free) {
                pen.drawString(mark.label(), (float) left, TOP - 14f);
                free = left + width + 12;
            }
        }
    }

    private void legend(List<Line> lines) {
        float at = LEFT;
        for (Line line : lines) {
            pen.setColor(line.colour());
            pen.setStroke(stroke(line));
            pen.draw(new Line2D.Float(at, 28, at + 60, 28));
            pen.setColor(new Color(0x222222));
            pen.drawString(line.name(), at + 72, 36);
            at += 110 + pen.getFontMetrics().stringWidth(line.name());
        }
    }

    /** A month without a figure breaks the line: nothing known is not zero. */
    private void curve(Line line) {
        Path2D path = new Path2D.Double();
        boolean open = false;
        List<double[]> dots = new ArrayList<>();
        for (int i = 0; i < months.size(); i++) {
            BigDecimal amount = line.amount().apply(months.get(i));
            if (amount == null) {
                open = false;
                continue;
            }
            double wan = amount.doubleValue() / WAN;
            if (open) {
                path.lineTo(x(i), y(wan));
            } else {
                path.moveTo(x(i), y(wan));
            }
            dots.add(new double[] {x(i), y(wan)});
            open = true;
        }
        pen.setColor(line.colour());
        pen.setStroke(stroke(line));
        pen.draw(path);
        dots.forEach(dot -> pen.fillOval((int) dot[0] - 4, (int) dot[1] - 4, 9, 9));
    }

    private static BasicStroke stroke(Line line) {
        return new BasicStroke(3.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, line.dashes(), 0);
    }

    private String encoded() {
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
