package chat.parley.server.socket;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;

/**
 * Tyrus' upgrade handler without its deadlock, and with a bound to what it collects. Tyrus asks for input before it is ready for any and then waits, in the
 * same thread, until it is: a client whose first frame comes in the same packet as its handshake would take a thread of
 * Payara for ever, and a handful of such clients the server. Here it is told of input when it is ready. And Tyrus keeps what has come of a frame until its
 * end, for every connection: a {@link FrameMeter} watches that.
 */
public final class PatientUpgradeHandler extends TyrusHttpUpgradeHandler {
    private FrameMeter meter;

    /** To be called before the container calls {@link #init}. */
    void within(IncomingBudget budget) {
        meter = new FrameMeter(budget, SocketLimits.FRAME_BYTES_CEILING);
    }

    @Override
    public void init(WebConnection connection) {
        try {
            PatientInput input = new PatientInput(connection.getInputStream(), meter);
            super.init(new PatientConnection(connection, input));
            input.listen();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void destroy() {
        meter.close();
        super.destroy();
    }

    private record PatientConnection(WebConnection connection, ServletInputStream input) implements WebConnection {
        @Override
        public ServletInputStream getInputStream() {
            return input;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return connection.getOutputStream();
        }

        @Override
        public void close() throws Exception {
            connection.close();
        }
    }

    /** Holds back who wants to be told of input until {@link #listen}. */
    private static final class PatientInput extends ServletInputStream {
        private final ServletInputStream input;
        private final FrameMeter meter;
        private ReadListener waiting;

        PatientInput(ServletInputStream input, FrameMeter meter) {
            this.input = input;
            this.meter = meter;
        }

        void listen() {
            if (waiting != null) {
                input.setReadListener(new MeteredListener(waiting, meter));
            }
        }

        @Override
        public void setReadListener(ReadListener listener) {
            waiting = listener;
        }

        @Override
        public boolean isFinished() {
            return input.isFinished();
        }

        @Override
        public boolean isReady() {
            return input.isReady();
        }

        @Override
        public int available() throws IOException {
            return input.available();
        }

        @Override
        public int read() throws IOException {
            int read = input.read();
            if (read >= 0) {
                meter.read(new byte[] {(byte) read}, 0, 1);
            }
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = input.read(into, from, length);
            if (read > 0) {
                meter.read(into, from, read);
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }

    private record MeteredListener(ReadListener listener, FrameMeter meter) implements ReadListener {
        @Override
        public void onDataAvailable() throws IOException {
            listener.onDataAvailable();
        }

        @Override
        public void onAllDataRead() throws IOException {
            meter.close();
            listener.onAllDataRead();
        }

        @Override
        public void onError(Throwable failure) {
            meter.close();
            listener.onError(failure);
        }
    }
}
