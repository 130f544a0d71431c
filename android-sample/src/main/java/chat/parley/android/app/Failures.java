package chat.parley.android.app;

import android.content.Context;
import chat.parley.android.R;
import chat.parley.client.AccountException;
import chat.parley.client.ClientException;
import chat.parley.client.RoomException;

/** Failures in the language of the phone. */
public final class Failures {
    private Failures() {}

    /** What happened, and what to do; the library's own English where there is nothing better. */
    public static String text(Context context, RuntimeException e) {
        if (e instanceof AccountException account) {
            return context.getString(of(account.code()));
        }
        if (e instanceof RoomException room) {
            return context.getString(of(room.code()));
        }
        if (e instanceof ClientException client) {
            return of(context, client);
        }
        return e.getMessage() == null ? context.getString(R.string.failed) : e.getMessage();
    }

    private static String of(Context context, ClientException e) {
        return switch (e.code()) {
            case STORE -> context.getString(R.string.not_open_store);
            case CRYPTO -> context.getString(R.string.not_open_crypto);
            default -> context.getString(R.string.not_open, e.getMessage());
        };
    }

    private static int of(AccountException.Code code) {
        return switch (code) {
            case NOT_CONNECTED -> R.string.account_not_connected;
            case BUSY -> R.string.account_busy;
            case NAME_TAKEN -> R.string.account_name_taken;
            case REGISTRATION_CLOSED -> R.string.account_closed;
            case BAD_INVITATION -> R.string.account_bad_invitation;
            case BAD_PASSWORD -> R.string.account_bad_password;
            case LOGIN_FAILED -> R.string.account_login_failed;
            case LOGIN_THROTTLED -> R.string.account_throttled;
            case CHANGED_ELSEWHERE -> R.string.account_changed_elsewhere;
            case SERVER_LIES -> R.string.account_server_lies;
            case HAS_ACCOUNT -> R.string.account_has_account;
            case NO_ACCOUNT -> R.string.account_no_account;
            case ACCOUNT_STALE -> R.string.account_stale;
            case NO_DEVICE -> R.string.account_no_device;
            case BAD_CODE -> R.string.account_bad_code;
        };
    }

    private static int of(RoomException.Code code) {
        return switch (code) {
            case NOT_IN_ROOM -> R.string.room_not_in;
            case WRONG_KIND -> R.string.room_wrong_kind;
            case NOT_ALLOWED -> R.string.room_not_allowed;
            case NAME_CHANGED -> R.string.problem_name_changed;
            case NO_MEMBER -> R.string.room_no_member;
            case NOT_INVITED -> R.string.room_not_invited;
            case BAD_TITLE -> R.string.room_bad_title;
            case NO_MESSAGE -> R.string.room_no_message;
            case TOO_LONG -> R.string.too_long;
            case FULL -> R.string.room_full;
        };
    }
}
