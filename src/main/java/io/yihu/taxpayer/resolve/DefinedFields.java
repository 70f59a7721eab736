package io.yihu.taxpayer.resolve;

import io.yihu.platform.Refusal;
import io.yihu.taxpayer.resolve.field.Field;
import io.yihu.taxpayer.resolve.field.FieldKind;
import java.util.ArrayList;
import java.util.List;

/** Makes the fields of a definition out of the columns of a table. */
final class DefinedFields {
    private DefinedFields() {}

    static List<Field> of(ResolveDefinition definition, Table table) {
        List<String> missing = new ArrayList<>();
        if (definition.key() != null && !table.columns().containsKey(definition.key())) {
            missing.add(definition.key());
        }
        definition
                .fields()
                .forEach(spec -> spec.columns().stream()
                        .filter(column -> !table.columns().containsKey(column))
                        .forEach(missing::add));
        if (!missing.isEmpty()) {
            throw Refusal.invalid(
                    "exchange.refused.missing_columns",
                    String.join(", ", missing),
                    String.join(", ", table.columns().keySet()));
        }
        ResolveDefinition.Spec given = only(definition, FieldKind.GIVEN_NAME);
        ResolveDefinition.Spec surname = only(definition, FieldKind.SURNAME);
        boolean person = given != null && surname != null;
        List<Field> fields = new ArrayList<>();
        if (person) {
            fields.add(FieldKind.person("name", table.joined(given.columns()), table.joined(surname.columns())));
        }
        for (ResolveDefinition.Spec spec : definition.fields()) {
            if (!person || spec != given && spec != surname) {
                fields.add(spec.kind().field(spec.name(), table.joined(spec.columns())));
            }
        }
        return fields;
    }

    private static ResolveDefinition.Spec only(ResolveDefinition definition, FieldKind kind) {
        List<ResolveDefinition.Spec> specs =
                definition.fields().stream().filter(spec -> spec.kind() == kind).toList();
        return specs.isEmpty() ? null : specs.get(0);
    }
}
