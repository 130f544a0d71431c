package chat.parley.client.core;

import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.Id;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Position;

/** Keys of rows that sort as what they name does: base64url does not, nor do numbers. */
final class RowKey {
    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String SORTED = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    /** Hexadecimal digits of 2^63 - 1. */
    private static final int DIGITS = 16;

    private RowKey() {}

    /** Before all keys of a log. */
    static String first(LogId log) {
        return log + " ";
    }

    /** Behind all keys of a log: the character after a space. */
    static String end(LogId log) {
        return log + "!";
    }

    static String of(LogId log, Position position) {
        return first(log) + of(position);
    }

    /** A position, as a part of a key. */
    static String of(Position position) {
        return number(position.lamport()) + sorted(position.device()) + sorted(position.id());
    }

    static String of(LogId log, DeviceId device) {
        return first(log) + device;
    }

    static String of(LogId log, DeviceId device, long seq) {
        return of(log, device) + " " + number(seq);
    }

    static String of(LogId log, Id event) {
        return first(log) + event;
    }

    /** The lamport number in a key of a position. */
    static long lamport(String key) {
        int from = key.indexOf(' ') + 1;
        return Long.parseLong(key.substring(from, from + DIGITS), DIGITS);
    }

    static LogId log(String key) {
        return LogId.of(key.substring(0, key.indexOf(' ')));
    }

    private static String number(long number) {
        String hex = Long.toHexString(number);
        StringBuilder text = new StringBuilder(DIGITS);
        for (int i = hex.length(); i < DIGITS; i++) {
            text.append('0');
        }
        return text.append(hex).toString();
    }

    private static String sorted(Id id) {
        String text = id.toString();
        StringBuilder sorted = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            sorted.append(SORTED.charAt(BASE64URL.indexOf(text.charAt(i))));
        }
        return sorted.toString();
    }
}
