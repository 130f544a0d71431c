package chat.parley.console.command;

import chat.parley.client.AccountException;
import chat.parley.client.RoomException;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.WhatToType;

/**
 * Why a line was not carried out.
 *
 * @param code stable: of {@link Refusal.Code}, {@link RoomException.Code} or {@link AccountException.Code}
 * @param text for people: why, and what to do
 */
public record Refused(String code, String text) {
    static Refused of(RuntimeException why) {
        String code;
        if (why instanceof RoomException known) {
            code = known.code().name();
        } else if (why instanceof AccountException known) {
            code = known.code().name();
        } else if (why instanceof Refusal known) {
            code = known.code().name();
        } else {
            code = (why instanceof IllegalArgumentException ? Refusal.Code.USAGE : Refusal.Code.REFUSED).name();
        }
        return new Refused(code, WhatToType.of(why));
    }
}
