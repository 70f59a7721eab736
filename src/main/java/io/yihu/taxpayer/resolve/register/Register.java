package io.yihu.taxpayer.resolve.register;

import io.yihu.taxpayer.OrgCode;
import io.yihu.taxpayer.PartyId;
import io.yihu.taxpayer.Uscc;
import io.yihu.taxpayer.resolve.field.KeyPass;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Registrations column by column; what is only compared for equality is a hash, 0 where it is missing. */
public final class Register {
    private static final int NEVER_CLOSED = Integer.MAX_VALUE;
    private int size;
    String[] serial = new String[1024];
    long[] party = new long[1024];
    String[] taxId = new String[1024];
    String[] uscc = new String[1024];
    String[] orgCode = new String[1024];
    String[] name = new String[1024];
    String[] address = new String[1024];
    String[] phone = new String[1024];
    String[] industry = new String[1024];
    String[] division = new String[1024];
    long[] representative = new long[1024];
    byte[] flags = new byte[1024];
    int[] opened = new int[1024];
    int[] closed = new int[1024];

    static final int NORMAL = 1;
    static final int SOLE_TRADER = 2;
    static final int COMPANY = 4;
    /** Its organisation code has a right check digit, and its credit code too where it has one. */
    static final int KNOWN = 8;

    /**
     * One registration as it is read.
     *
     * @param representative digest of the legal representative's id number, or what else names the person
     * @param opened day of opening as days since 1970, null where unknown; likewise {@code closed}
     */
    public record Row(
            String serial,
            long party,
            String taxId,
            String uscc,
            String legacyTaxId,
            String name,
            String kind,
            String type,
            String status,
            String industry,
            String division,
            String address,
            String phone,
            String representative,
            Integer opened,
            Integer closed) {}

    public int size() {
        return size;
    }

    public void add(Row row) {
        if (size == party.length) {
            grow(size + (size >> 1));
        }
        int i = size++;
        serial[i] = row.serial();
        party[i] = row.party();
        taxId[i] = PartyId.normalise(row.taxId());
        uscc[i] = credit(row);
        orgCode[i] = orgCode(row, uscc[i], taxId[i]);
        name[i] = row.name();
        address[i] = row.address();
        phone[i] = row.phone();
        industry[i] = row.industry();
        division[i] = row.division();
        representative[i] = row.representative() == null ? 0 : KeyPass.hash(row.representative());
        opened[i] = row.opened() == null ? 0 : row.opened();
        closed[i] = row.closed() == null ? NEVER_CLOSED : row.closed();
        flags[i] = flags(row, uscc[i], orgCode[i]);
    }

    private static String credit(Row row) {
        String own = PartyId.normalise(row.uscc());
        String id = PartyId.normalise(row.taxId());
        boolean written = own == null && id != null && id.length() == 18 && "159Y".indexOf(id.charAt(0)) >= 0;
        return written ? id : own;
    }

    private static String orgCode(Row row, String uscc, String taxId) {
        String of = uscc != null && uscc.length() == 18 ? OrgCode.of(uscc) : null;
        of = of == null ? OrgCode.of(taxId) : of;
        return of == null ? OrgCode.of(PartyId.normalise(row.legacyTaxId())) : of;
    }

    private static byte flags(Row row, String uscc, String orgCode) {
        boolean sole = "400".equals(row.type()) || "个体工商户".equals(row.kind()) || uscc != null && uscc.startsWith("92");
        boolean company = !sole && ("单位纳税人".equals(row.kind()) || uscc != null && uscc.startsWith("91"));
        boolean known = OrgCode.valid(orgCode) && (uscc == null || Uscc.valid(uscc));
        return (byte) (("03".equals(row.status()) ? NORMAL : 0)
                | (sole ? SOLE_TRADER : 0)
                | (company ? COMPANY : 0)
                | (known ? KNOWN : 0));
    }

    /** Parties of all registrations. */
    Set<Long> parties() {
        return parties(null);
    }

    /** Parties of some registrations. */
    Set<Long> parties(Set<String> serials) {
        Set<Long> parties = new HashSet<>();
        for (int i = 0; i < size; i++) {
            if (serials == null || serials.contains(serial[i])) {
                parties.add(party[i]);
            }
        }
        return parties;
    }

    boolean is(int i, int flag) {
        return (flags[i] & flag) != 0;
    }

    /** Were both open on some day? */
    boolean overlap(int i, int j) {
        return opened[i] < closed[j] && opened[j] < closed[i];
    }

    private void grow(int room) {
        serial = Arrays.copyOf(serial, room);
        party = Arrays.copyOf(party, room);
        taxId = Arrays.copyOf(taxId, room);
        uscc = Arrays.copyOf(uscc, room);
        orgCode = Arrays.copyOf(orgCode, room);
        name = Arrays.copyOf(name, room);
        address = Arrays.copyOf(address, room);
        phone = Arrays.copyOf(phone, room);
        industry = Arrays.copyOf(industry, room);
        division = Arrays.copyOf(division, room);
        representative = Arrays.copyOf(representative, room);
        flags = Arrays.copyOf(flags, room);
        opened = Arrays.copyOf(opened, room);
        closed = Arrays.copyOf(closed, room);
    }
}
