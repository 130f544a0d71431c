/** Typed names: no bare string or byte array stands for a user, device, log, event or server anywhere. Uses nothing else. */
package chat.parley.protocol.id;
