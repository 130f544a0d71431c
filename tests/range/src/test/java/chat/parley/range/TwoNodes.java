package chat.parley.range;

import chat.parley.nodes.NodeProcess;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Pair}, or the first node of it. One serves all classes: starting takes long. It ends after the last
 * of them.
 */
final class TwoNodes implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Pair.class || type == NodeProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Pair pair = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(TwoNodes.class))
                .computeIfAbsent("pair", key -> Pair.start(), Pair.class);
        return parameter.getParameter().getType() == Pair.class ? pair : pair.a();
    }
}
