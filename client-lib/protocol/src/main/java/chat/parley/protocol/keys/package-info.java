/** Keys of a room: epochs by sealed box, chains, messages, notices. Decides nothing about who may have them. */
package chat.parley.protocol.keys;
