package chat.parley.console.man;

import chat.parley.console.command.Catalogue;
import chat.parley.console.command.Command;
import chat.parley.console.command.Group;
import chat.parley.console.settings.Defaults;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of the program, its commands, and the commands of its prompt. */
final class ManPage {
    private static final Pattern EXIT_CODE = Pattern.compile("\\s*(\\d+)\\s+(.*)");

    private final CommandSpec program;
    private final Catalogue prompt;
    private final String version;
    private final Roff page = new Roff();

    /**
     * @param prompt the commands of the prompt
     */
    ManPage(CommandSpec program, Catalogue prompt, String version) {
        this.program = program;
        this.prompt = prompt;
        this.version = version;
    }

    String roff() {
        String purpose = String.join(" ", program.usageMessage().description());
        page.title(program.name(), version, "Parley");
        page.section("Name")
                .text(program.name() + " - " + purpose.toLowerCase(Locale.ROOT).replaceAll("\\.$", ""));
        Map<String, CommandSpec> others = subcommands(program.name(), program);
        page.section("Synopsis").text(usage(program.name(), program));
        others.forEach((words, each) -> page.line().text(usage(words, each)));
        page.section("Description")
                .text("In a terminal, a line without a slash is said in the current room, and a word with a slash is a"
                        + " command; Tab completes. In a pipe, lines go in and out: messages as '[room] name: text', all"
                        + " else as '* text', in UTF-8; with --json, one JSON object a line comes out, for a program that"
                        + " reads and answers under one identity.")
                .paragraph(
                        "The first start makes your identity: keys in a folder, for you only. Nobody else has them.");
        page.section("Options");
        arguments(program);
        page.section("Commands");
        others.forEach(this::subcommand);
        page.section("Commands of the prompt");
        prompt.groups().forEach(this::group);
        page.section("Exit status");
        exitCodes();
        page.section("Environment")
                .item("NO_COLOR", "If it is set and not empty, there are no colours.")
                .item("JAVA_HOME", "The Java that it runs on; if not set, the first one on the path.")
                .item(
                        "PARLEY_CACHE",
                        "Where the command keeps what makes its next start fast; ~/.cache/parley if not set.");
        page.section("Files")
                .item("~/.parley/<nick>", "Keys and messages, if --home names no other folder.")
                .item("~/" + Defaults.FILE, "Options, one a line, as nick=alice; the command line goes before them.");
        page.section("Examples")
                .example("parley --server wss://chat.example/parley --nick alice --join lobby")
                .example("printf '/join lobby\\nthe build is green\\n' | parley --nick bot")
                .example("parley send --room ops \"build green\"");
        return page.toString();
    }

    private void subcommand(String words, CommandSpec command) {
        page.part(words).text(String.join(" ", command.usageMessage().description()));
        arguments(command);
    }

    private void arguments(CommandSpec command) {
        for (PositionalParamSpec each : command.positionalParameters()) {
            page.item(each.paramLabel(), meaning(each));
        }
        for (OptionSpec each : command.options()) {
            page.item(names(each), meaning(each));
        }
    }

    private void group(Group group) {
        page.part(group.title());
        for (Command each : group.commands()) {
            page.item(
                    each.usage(),
                    Stream.concat(Stream.of(each.purpose()), each.details().stream())
                            .toArray(String[]::new));
        }
    }

    private void exitCodes() {
        for (String line : program.usageMessage().footer()) {
            Matcher code = EXIT_CODE.matcher(line);
            if (code.matches()) {
                page.item(code.group(1), code.group(2));
            }
        }
    }

    /** All below, by the words they are called with; those that only hold others are left out. */
    private static Map<String, CommandSpec> subcommands(String words, CommandSpec command) {
        Map<String, CommandSpec> found = new LinkedHashMap<>();
        command.subcommands().forEach((name, each) -> {
            String called = words + " " + name;
            Map<String, CommandSpec> below = subcommands(called, each.getCommandSpec());
            found.putAll(below.isEmpty() ? Map.of(called, each.getCommandSpec()) : below);
        });
        return found;
    }

    private static String usage(String words, CommandSpec command) {
        StringBuilder usage = new StringBuilder(words).append(" [OPTION]...");
        command.positionalParameters()
                .forEach(each ->
                        usage.append(' ').append(each.required() ? each.paramLabel() : "[" + each.paramLabel() + "]"));
        return usage.toString();
    }

    private static String names(OptionSpec option) {
        String negated = option.negatable() ? ", --no-" + option.longestName().substring(2) : "";
        String value = option.arity().max() > 0 && !option.negatable() ? " " + option.paramLabel() : "";
        return String.join(", ", option.names()) + value + negated;
    }

    private static String meaning(ArgSpec argument) {
        String text = String.join(" ", argument.description());
        return argument.defaultValue() == null ? text : text.replace("${DEFAULT-VALUE}", argument.defaultValue());
    }
}
