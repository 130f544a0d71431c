package chat.parley.nodes;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a node that was started with no configuration at all. One serves all classes: starting takes long. It ends
 * after the last of them.
 */
public final class StockNode implements ParameterResolver {
    public static final Path FOLDER = Path.of(System.getProperty("run.dir"), "stock");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == NodeProcess.class;
    }

    @Override
    public NodeProcess resolveParameter(ParameterContext parameter, ExtensionContext context) {
        NodeProcess node = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(StockNode.class))
                .computeIfAbsent("node", key -> NodeProcess.stock(FOLDER, Ports.free()), NodeProcess.class);
        node.ready();
        return node;
    }
}
