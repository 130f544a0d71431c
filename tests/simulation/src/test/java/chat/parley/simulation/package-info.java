/**
 * Whole networks in one thread from one seed: real clients and real servers over a simulated wire, disk and clock.
 *
 * <p>A {@link chat.parley.simulation.Scenario} is drawn from the seed, a {@link chat.parley.simulation.World} is built
 * from it, {@link chat.parley.simulation.Crowd} lets people talk while {@link chat.parley.simulation.Chaos} breaks
 * things; then everything heals, and what must hold is checked. Some of it is checked at every step ({@link
 * chat.parley.simulation.ClientWatch}, {@link chat.parley.simulation.ServerWatch}), the rest at the end.
 */
package chat.parley.simulation;
