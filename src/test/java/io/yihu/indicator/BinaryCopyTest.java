package io.yihu.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Decimals as the database sends them: the nearest double, bit for bit what reading the written number gives. */
class BinaryCopyTest {
    @Test
    void decimalsBecomeTheNearestNumber() throws IOException {
        List<String> numbers = new ArrayList<>(List.of(
                "0",
                "0.01",
                "-0.01",
                "1",
                "-1",
                "0.1",
                "123456.78",
                "99999999999999999.99",
                "-900719925474.0993",
                "9007199254740993",
                "1234567890123456789012.3456",
                "0.000000000000000001",
                "10000",
                "0.00010001"));
        Random random = new Random(20261123);
        for (int i = 0; i < 5_000; i++) {
            numbers.add(
                    new BigDecimal(new BigInteger(1 + random.nextInt(80), random), random.nextInt(9)).toPlainString());
        }
        for (String number : numbers) {
            double read =
                    BinaryCopy.readNumeric(new DataInputStream(new ByteArrayInputStream(sent(new BigDecimal(number)))));
            assertThat(read).as(number).isEqualTo(Double.parseDouble(number));
        }
    }

    @Test
    void nothingAndNotANumberAreNoData() throws IOException {
        var out = new ByteArrayOutputStream();
        new DataOutputStream(out).writeInt(-1);
        assertThat(BinaryCopy.readNumeric(new DataInputStream(new ByteArrayInputStream(out.toByteArray()))))
                .isNaN();
        out.reset();
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(8);
        for (int word : new int[] {0, 0, 0xC000, 0}) {
            data.writeShort(word);
        }
        assertThat(BinaryCopy.readNumeric(new DataInputStream(new ByteArrayInputStream(out.toByteArray()))))
                .isNaN();
    }

    /** Groups of four digits, trailing zero groups left out, as PostgreSQL stores them. */
    private static byte[] sent(BigDecimal number) throws IOException {
        int scale = Math.max(0, number.scale());
        int padded = (scale + 3) / 4 * 4;
        BigInteger whole = number.abs().movePointRight(padded).toBigIntegerExact();
        List<Integer> groups = new ArrayList<>();
        while (whole.signum() > 0) {
            BigInteger[] parts = whole.divideAndRemainder(BigInteger.valueOf(10_000));
            groups.add(0, parts[1].intValue());
            whole = parts[0];
        }
        int weight = groups.size() - padded / 4 - 1;
        while (!groups.isEmpty() && groups.get(groups.size() - 1) == 0) {
            groups.remove(groups.size() - 1);
        }
        var out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(8 + 2 * groups.size());
        data.writeShort(groups.size());
        data.writeShort(groups.isEmpty() ? 0 : weight);
        data.writeShort(number.signum() < 0 ? 0x4000 : 0);
        data.writeShort(scale);
        for (int group : groups) {
            data.writeShort(group);
        }
        return out.toByteArray();
    }
}
