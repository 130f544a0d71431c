/**
 * Who else is there: a registry of the cluster's servers kept in Payara's data grid. The grid has no authentication and
 * splits like any other, so what it says is a hint where to dial, never a fact; links prove identities themselves.
 */
package chat.parley.server.cluster;
