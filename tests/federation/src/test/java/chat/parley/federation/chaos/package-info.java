/**
 * Nodes are killed, frozen and cut off from each other while people talk; a checker then reads what every client has
 * recorded. The plan of a run follows from its seed, what happens in it does not: these are real processes.
 */
package chat.parley.federation.chaos;
