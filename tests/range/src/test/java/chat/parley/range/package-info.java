/** Attacks on real nodes: each test is named by the abuse case that it proves (README.md). */
package chat.parley.range;
