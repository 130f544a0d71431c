/**
 * Real nodes and who uses them, for tests: Payara Micro in processes of its own, lines that can be cut, people with real
 * clients, and clients without manners.
 */
package chat.parley.nodes;
