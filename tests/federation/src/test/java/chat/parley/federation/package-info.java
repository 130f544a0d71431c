/**
 * Tests on real nodes: each is a Payara Micro process of its own, started by Arquillian. A node starts when the WAR is
 * deployed to it and ends when it is undeployed; the connector's own start, stop and kill do nothing.
 */
package chat.parley.federation;
