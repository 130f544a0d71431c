package chat.parley.android.talk;

import chat.parley.client.Delivery;

/** How far an own message has come: to servers, and then to others. */
enum Far {
    SENDING,
    REFUSED,
    STORED,
    SAFE,
    DELIVERED,
    READ;

    static Far of(Delivery delivery) {
        return switch (delivery) {
            case SENDING -> SENDING;
            case REFUSED -> REFUSED;
            case STORED -> STORED;
            case SAFE -> SAFE;
        };
    }
}
