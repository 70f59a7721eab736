package io.yihu.indicator;

/** What is wrong with a definition, and at which of its fields. */
final class DefinitionFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String field;

    DefinitionFault(String field, String problem) {
        super(problem);
        this.field = field;
    }

    /** Line of the field in the file, counted from 1; the first where the field is missing. */
    int line(String file) {
        String[] lines = file.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].strip().startsWith(field + ":")) {
                return i + 1;
            }
        }
        return 1;
    }
}
