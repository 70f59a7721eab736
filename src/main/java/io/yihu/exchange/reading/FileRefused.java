package io.yihu.exchange.reading;

/** The file as a whole cannot be used; nothing of it is loaded. The message is {@code exchange.refused.<reason>}. */
public class FileRefused extends RuntimeException {
    private final transient Object[] arguments;

    public FileRefused(String reason, Object... arguments) {
        super(reason);
        this.arguments = arguments;
    }

    public String reason() {
        return getMessage();
    }

    public String[] arguments() {
        String[] texts = new String[arguments == null ? 0 : arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = String.valueOf(arguments[i]);
        }
        return texts;
    }
}
