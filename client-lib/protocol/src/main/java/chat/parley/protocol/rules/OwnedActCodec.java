package chat.parley.protocol.rules;

import static chat.parley.protocol.rules.ActCodec.heads;
import static chat.parley.protocol.rules.ActCodec.name;

import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LinkKey;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The part of {@link ActCodec} that owned rooms need. */
final class OwnedActCodec {
    /** Primitives of the room: one suite exists. */
    private static final long SUITE = 1;

    private OwnedActCodec() {}

    static String kind(OwnedAct act) {
        if (act instanceof OwnedAct.Create) {
            return ActCodec.CREATE;
        } else if (act instanceof OwnedAct.Enter) {
            return ActCodec.JOIN;
        } else if (act instanceof OwnedAct.Refresh) {
            return ActCodec.DEVICES;
        } else if (act instanceof OwnedAct.Invite) {
            return ActCodec.INVITE;
        } else if (act instanceof OwnedAct.RevokeInvite) {
            return ActCodec.REVOKE_INVITE;
        } else if (act instanceof OwnedAct.Kick) {
            return ActCodec.KICK;
        } else if (act instanceof OwnedAct.Ban) {
            return ActCodec.BAN;
        } else if (act instanceof OwnedAct.Unban) {
            return ActCodec.UNBAN;
        }
        return act instanceof OwnedAct.SetRank ? ActCodec.RANK : ActCodec.RESIGN;
    }

    static void write(OwnedAct act, JsonText out) {
        if (act instanceof OwnedAct.Create create) {
            Charter charter = create.charter();
            out.field("suite", SUITE).field("history", charter.history()).field("peer", text(charter.peer()));
            out.field("nonce", charter.nonce()).field("name", create.name()).field("identity", create.identity());
        } else if (act instanceof OwnedAct.Enter enter) {
            out.field("invitation", text(enter.invitation())).field("proof", text(enter.proof()));
            out.field("name", enter.name()).field("identity", enter.identity());
        } else if (act instanceof OwnedAct.Refresh refresh) {
            out.field("user", refresh.user()).field("identity", refresh.identity());
            out.field("seen", refresh.seen());
        } else if (act instanceof OwnedAct.Invite invite) {
            boolean person = invite.invited() instanceof OwnedAct.Person;
            out.field("user", person ? ((OwnedAct.Person) invite.invited()).user() : "");
            out.field("link", person ? "" : ((OwnedAct.Link) invite.invited()).key());
            out.field("rank", invite.rank());
        } else if (act instanceof OwnedAct.RevokeInvite revoke) {
            out.field("invitation", revoke.invitation());
        } else if (act instanceof OwnedAct.Kick kick) {
            out.field("user", kick.user()).field("seen", kick.seen());
        } else if (act instanceof OwnedAct.Ban ban) {
            out.field("user", ban.user()).field("seen", ban.seen());
        } else if (act instanceof OwnedAct.Unban unban) {
            out.field("user", unban.user());
        } else if (act instanceof OwnedAct.SetRank rank) {
            out.field("user", rank.user()).field("rank", rank.rank());
        } else if (act instanceof OwnedAct.Resign resign) {
            out.field("successor", text(resign.successor()));
        }
    }

    static Act read(String kind, JsonFields in) throws MalformedJsonException, InvalidEventException {
        switch (kind) {
            case ActCodec.CREATE:
                return create(in);
            case ActCodec.JOIN:
                return new OwnedAct.Enter(
                        optional(in.text("invitation"), EventId::of),
                        optional(in.text("proof"), Signature::of),
                        name(in.text("name")),
                        heads(in));
            case ActCodec.DEVICES:
                return new OwnedAct.Refresh(user(in), heads(in), seen(in));
            case ActCodec.INVITE:
                return invite(in);
            case ActCodec.REVOKE_INVITE:
                return new OwnedAct.RevokeInvite(JsonFields.map(in.text("invitation"), EventId::of));
            case ActCodec.KICK:
                return new OwnedAct.Kick(user(in), seen(in));
            case ActCodec.BAN:
                return new OwnedAct.Ban(user(in), seen(in));
            case ActCodec.UNBAN:
                return new OwnedAct.Unban(user(in));
            case ActCodec.RANK:
                return new OwnedAct.SetRank(user(in), JsonFields.map(in.text("rank"), Rank::of));
            case ActCodec.RESIGN:
                return new OwnedAct.Resign(optional(in.text("successor"), UserId::of));
            default:
                throw new InvalidEventException(
                        RefusalCode.UNKNOWN_KIND, "no event of an owned room is called " + kind);
        }
    }

    private static Act create(JsonFields in) throws MalformedJsonException {
        if (in.number("suite") != SUITE) {
            throw new MalformedJsonException("no such suite");
        }
        Charter charter = new Charter(
                JsonFields.map(in.text("history"), Charter.History::of),
                optional(in.text("peer"), UserId::of),
                JsonFields.map(in.text("nonce"), Hash::of));
        return new OwnedAct.Create(charter, name(in.text("name")), heads(in));
    }

    private static Act invite(JsonFields in) throws MalformedJsonException {
        Optional<UserId> user = optional(in.text("user"), UserId::of);
        Optional<LinkKey> link = optional(in.text("link"), LinkKey::of);
        if (user.isPresent() == link.isPresent()) {
            throw new MalformedJsonException("an invitation is for a person or a link");
        }
        OwnedAct.Invited invited = user.isPresent() ? new OwnedAct.Person(user.get()) : new OwnedAct.Link(link.get());
        return new OwnedAct.Invite(invited, JsonFields.map(in.text("rank"), Rank::of));
    }

    private static UserId user(JsonFields in) throws MalformedJsonException {
        return JsonFields.map(in.text("user"), UserId::of);
    }

    private static List<EventId> seen(JsonFields in) throws MalformedJsonException {
        int max = IdentityRules.MAX_DEVICES;
        return ActCodec.ascending(JsonFields.map(in.texts("seen", max), EventId::of), 0, max);
    }

    private static <T> Optional<T> optional(String text, Function<String, T> of) throws MalformedJsonException {
        return text.isEmpty() ? Optional.empty() : Optional.of(JsonFields.map(text, of));
    }

    private static Object text(Optional<?> value) {
        return value.isPresent() ? value.get() : "";
    }
}
