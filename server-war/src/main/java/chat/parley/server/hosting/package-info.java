/**
 * Which logs this server hosts, and which the servers that are linked with it: by local interest, by the operator's word,
 * and by the rule of the replicas. Sessions tell it what people want, links what others host; it knows neither.
 */
package chat.parley.server.hosting;
