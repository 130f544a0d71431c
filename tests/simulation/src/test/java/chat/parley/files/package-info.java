/** Files between real clients and real nodes over real HTTP; only connections, clocks and full disks are made up. */
package chat.parley.files;
