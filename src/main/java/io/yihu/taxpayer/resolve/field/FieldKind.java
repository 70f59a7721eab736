package io.yihu.taxpayer.resolve.field;

import java.util.Locale;

/** What a column holds, and so how it is compared. */
public enum FieldKind {
    ORGANIZATION,
    PERSON,
    GIVEN_NAME,
    SURNAME,
    ADDRESS,
    PHONE,
    DATE,
    CODE,
    MAIL,
    WORD,
    AMOUNT,
    TEXT;

    /** As it is written in a definition, such as {@code given_name}. */
    public static FieldKind of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Given names and surnames belong together, see {@link #person}; all others stand alone. */
    public Field field(String name, String[] raw) {
        return switch (this) {
            case ORGANIZATION -> new OrganizationField(name, raw);
            case PERSON, GIVEN_NAME, SURNAME -> new FullNameField(name, raw);
            case ADDRESS -> new AddressField(name, raw);
            case PHONE -> CodeField.phone(name, raw);
            case DATE -> DateField.of(name, raw);
            case CODE -> CodeField.code(name, raw);
            case MAIL -> MailField.of(name, raw);
            case WORD -> WordField.of(name, raw);
            case AMOUNT -> AmountField.of(name, raw);
            case TEXT -> new TextField(name, raw);
        };
    }

    /** A person's name in two columns. */
    public static Field person(String name, String[] given, String[] surname) {
        return new PersonField(name, given, surname);
    }
}
