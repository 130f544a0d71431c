/** The people that a client has met: whom a name stands for, who was verified, whose devices or history have changed. */
package chat.parley.client.contacts;
