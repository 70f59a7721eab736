package io.yihu.invoice.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Random;

/** A canonical file of made-up invoices in the order of issue: 12 months, each seller with a score of regular buyers. */
final class InvoiceFile {
    private static final int SELLERS_PER_INVOICE = 25;
    private static final int BUYERS = 20;
    private static final long SECONDS = 365L * 86_400;

    private InvoiceFile() {}

    static Path write(Path file, int invoices, long seed) throws IOException {
        Random random = new Random(seed);
        int firms = Math.max(200, invoices / SELLERS_PER_INVOICE);
        LocalDateTime start = LocalDateTime.of(2023, 1, 1, 0, 0);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(
                    "kind,code,number,issue_time,seller_tax_id,seller_name,buyer_tax_id,buyer_name,amount,tax,total,status,"
                            + "channel,ip,mac,issuer\n");
            for (int i = 0; i < invoices; i++) {
                int seller = random.nextInt(firms);
                int buyer = (int) ((seller * 31L + random.nextInt(BUYERS) * 7_919L) % firms);
                long cents = 100 + (long) Math.exp(random.nextGaussian() * 1.5 + 13);
                long sign = random.nextInt(50) == 0 ? -1 : 1;
                long tax = cents * 13 / 100;
                LocalDateTime at = start.plusSeconds(SECONDS * i / invoices);
                out.write("PAPER_SPECIAL,4400" + (100_000 + i / 1_000_000) + "," + (10_000_000 + i) + "," + at
                        + "+08:00,");
                out.write(taxId(seller) + ",企业" + seller + "," + taxId(buyer) + ",企业" + buyer + ",");
                out.write(yuan(sign * cents) + "," + yuan(sign * tax) + "," + yuan(sign * (cents + tax)) + ",");
                out.write((random.nextInt(40) == 0 ? "VOID" : "NORMAL") + ",WEB,10.1." + seller % 250 + ".7,");
                out.write("02:00:00:00:" + (10 + seller % 90) + ":01,开票员\n");
            }
        }
        return file;
    }

    static String taxId(int firm) {
        return "9144" + (1000 + firm % 9000) + String.format("%08d", firm) + "XY";
    }

    private static String yuan(long cents) {
        return (cents < 0 ? "-" : "") + Math.abs(cents) / 100 + "." + String.format("%02d", Math.abs(cents) % 100);
    }
}
