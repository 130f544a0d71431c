/** What two people compare to be sure of each other (PROTOCOL.md, section "Trust"). */
package chat.parley.protocol.trust;
