package chat.parley.console.command;

import chat.parley.console.ask.Asker;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;

/** Before this client becomes somebody else: what the person has as who they are is given up. */
record GivingUp(Session session, Asker asker) {
    /**
     * Asks, if there is anything to give up.
     *
     * @throws Refusal if the person does not want that
     */
    void confirm() {
        int rooms = session.client().rooms().size();
        boolean wanted = rooms == 0
                || asker.confirms("Who you are here until now is given up, with "
                        + (rooms == 1 ? "1 room" : rooms + " rooms") + ". Go on?");
        if (!wanted) {
            throw new Refusal("nothing was changed");
        }
    }
}
