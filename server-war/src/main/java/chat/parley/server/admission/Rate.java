package chat.parley.server.admission;

/**
 * How fast events are taken in.
 *
 * @param events events a second
 * @param burst events at once, after a quiet time
 * @param bytes bytes of headers and bodies a second; as many at once as fit the time in which {@code burst} is there again
 */
public record Rate(long events, long burst, long bytes) {
    /** What one author may post at a server, unless set: no person comes near it, nor does a room of a hundred. */
    public static final Rate AUTHOR = new Rate(200, 2000, 2L * 1024 * 1024);

    Rate times(int factor) {
        return new Rate(events * factor, burst * factor, bytes * factor);
    }

    double burstBytes() {
        return (double) bytes * burst / events;
    }
}
