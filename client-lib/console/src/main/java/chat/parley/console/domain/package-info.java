/** {@code parley domain}: what an operator does with the domain key. */
package chat.parley.console.domain;
