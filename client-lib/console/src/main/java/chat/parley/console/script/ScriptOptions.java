package chat.parley.console.script;

import chat.parley.console.screen.PictureForm;
import chat.parley.console.screen.Theme;
import chat.parley.console.settings.ChatSettings;
import chat.parley.console.settings.StartOptions;
import chat.parley.console.settings.Surroundings;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command for scripts. */
final class ScriptOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private StartOptions start;

    /** What the client is opened with. */
    ChatSettings settings(Surroundings surroundings) {
        try {
            return new ChatSettings(
                    start.client(surroundings),
                    List.of(),
                    start.patience(),
                    new ChatSettings.Look(Theme.NONE, false, PictureForm.NONE, false),
                    start.locks());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
