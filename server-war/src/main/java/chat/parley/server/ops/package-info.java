/**
 * What an operator meets: settings, start and stop, the one line that says why a node cannot start, and health. Here,
 * and only here, everything is wired together by constructors.
 */
package chat.parley.server.ops;
