package chat.parley.server.socket;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;

/**
 * Tyrus' upgrade handler without its deadlock. Tyrus asks for input before it is ready for any and then waits, in the
 * same thread, until it is: a client whose first frame comes in the same packet as its handshake would take a thread of
 * Payara for ever, and a handful of such clients the server. Here it is told of input when it is ready.
 */
public final class PatientUpgradeHandler extends TyrusHttpUpgradeHandler {
    @Override
    public void init(WebConnection connection) {
        try {
            PatientInput input = new PatientInput(connection.getInputStream());
            super.init(new PatientConnection(connection, input));
            input.listen();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
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
        private ReadListener waiting;

        PatientInput(ServletInputStream input) {
            this.input = input;
        }

        void listen() {
            if (waiting != null) {
                input.setReadListener(waiting);
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
            return input.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return input.read(into, from, length);
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }
}
