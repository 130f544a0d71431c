/** Rooms of many events, between real stores: what their newest page, a day's gap and a start cost. */
package chat.parley.longroom;
