package io.yihu;

import ch.qos.logback.classic.Logger;
import io.yihu.platform.Command;
import io.yihu.platform.Refusal;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Starts the one deployable application, or runs one command of it and ends. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class YihuApplication {
    private static final int REFUSED = 2;

    public static void main(String[] args) {
        if (args.length > 0 && !args[0].startsWith("-")) {
            System.exit(alone(args).orElseGet(() -> command(args)));
        }
        SpringApplication.run(YihuApplication.class, args);
    }

    /** Commands that need neither Spring nor a database start at once; they are named in {@code META-INF/services}. */
    private static Optional<Integer> alone(String[] args) {
        for (Command command : ServiceLoader.load(Command.class)) {
            List<String> arguments = after(command, List.of(args));
            if (arguments != null) {
                ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAndStopAllAppenders();
                try {
                    return Optional.of(command.run(arguments));
                } catch (Refusal refusal) {
                    String bundle = "messages." + refusal.getMessage().split("\\.")[0];
                    String text = ResourceBundle.getBundle(bundle, Locale.ROOT).getString(refusal.getMessage());
                    System.err.println(new MessageFormat(text, Locale.ROOT).format(refusal.arguments()));
                    return Optional.of(REFUSED);
                }
            }
        }
        return Optional.empty();
    }

    /** No port, no seeding, no scheduler; the log goes to the error stream. */
    private static int command(String[] args) {
        SpringApplication application = new SpringApplication(YihuApplication.class);
        application.setDefaultProperties(Map.of(
                "yihu.console",
                "System.err",
                "yihu.command",
                args[0],
                "server.port",
                "-1",
                "db-scheduler.enabled",
                "false",
                "logging.level.io.yihu",
                "warn"));
        System.setProperty("yihu.demo.seed", "false");
        System.setProperty("server.port", "-1");
        System.setProperty("db-scheduler.enabled", "false");
        try (ConfigurableApplicationContext context = application.run()) {
            return dispatch(context, Arrays.asList(args));
        } catch (RuntimeException e) {
            return REFUSED; // Spring Boot has already told why
        }
    }

    /** The arguments after the command's name, or null when another command is meant. */
    private static List<String> after(Command command, List<String> words) {
        List<String> name = List.of(command.name().split(" "));
        if (words.size() < name.size() || !words.subList(0, name.size()).equals(name)) {
            return null;
        }
        List<String> arguments = words.subList(name.size(), words.size());
        return command.takes(arguments) ? arguments : null;
    }

    private static int dispatch(ConfigurableApplicationContext context, List<String> words) {
        List<Command> commands =
                context.getBeanProvider(Command.class).orderedStream().toList();
        for (Command command : commands) {
            List<String> arguments = after(command, words);
            if (arguments != null) {
                try {
                    return command.run(arguments);
                } catch (Refusal refusal) {
                    System.err.println(
                            context.getMessage(refusal.getMessage(), refusal.arguments(), Locale.SIMPLIFIED_CHINESE));
                    return REFUSED;
                }
            }
        }
        System.err.println(
                commands.stream().map(Command::name).sorted().collect(Collectors.joining(" | ", "yihu ", " …")));
        return REFUSED;
    }
}
