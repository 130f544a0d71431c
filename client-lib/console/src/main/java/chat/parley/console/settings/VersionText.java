package chat.parley.console.settings;

import picocli.CommandLine.IVersionProvider;

/** The version, from the jar's manifest. */
public final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return new String[] {"parley " + (version == null ? "(not from a jar)" : version)};
    }
}
