/**
 * The rules of each kind of log: what may be appended, and the pure fold of what was. Server and client run the same code.
 *
 * <h2>How an owned room is folded</h2>
 *
 * <p>Whether an event is <em>accepted</em> is judged once, by the state that its own ancestors fold into; so it depends on
 * the event alone. What the accepted events together <em>effect</em> is folded anew when events meet that did not know of
 * each other: an admin was removed here and banned somebody there.
 *
 * <ol>
 *   <li>{@link Precedence} puts the events in one order: by the rank that their authors had when they wrote, highest
 *       first, then in the log's order; each after its own past. The owner's acts, with what they rest on, come as early
 *       as can be.
 *   <li>{@link OwnedFold} runs through it: each act has an effect if {@link Powers} allows it in the state that its turn
 *       finds. What rests on an act without effect finds nothing to rest on, and so has none either.
 *   <li>The order alone is not enough: an act may come before the removal of its author because something higher knew of it.
 *       {@link Judgement} therefore takes the removals and demotions that had an effect, highest first, declares void
 *       what those concerned did concurrently, and runs again, until no such removal is left. If one has lost its own
 *       ground by then, it is void itself and all begins again without it.
 *   <li>What an identity says of its devices, and two contradicting events of one device, are facts that their owner has
 *       signed: they hold whoever shows them, and are taken first.
 * </ol>
 *
 * <p><b>Why the order of arrival does not matter.</b> Every step looks only at the set of events, at who is before whom, and
 * at each event's weight; all three are functions of the signed events. The log's order breaks ties. Nothing looks at what
 * came when. So fold(a ∪ b) = fold(b ∪ a), and folding twice changes nothing.
 *
 * <p><b>Why it ends.</b> Each further run has one more removal confirmed; each new beginning has one more void for good.
 *
 * <p><b>Why nobody rises.</b> The state is that of one run, and in a run every rank is given by somebody who then stands
 * above it. Declaring acts void only takes some away.
 *
 * <p><b>Why one step is enough</b> for an event that follows all others: its turn comes last, since the order of what is
 * before it does not change; nothing is concurrent with it, so it voids nothing and nothing voids it. Its effect on the
 * state before is the state after. {@link ControlGraph} folds so whenever the state before is known.
 */
package chat.parley.protocol.rules;
