/**
 * Files under way: which are moved now, which wait, by whose leave, and what of them outlives a restart. What moves one file is
 * in {@code blob}.
 */
package chat.parley.client.transfer;
