package chat.parley.android.service;

import android.net.ConnectivityManager;
import android.net.Network;
import android.os.Handler;
import chat.parley.android.app.Session;

/**
 * Has the client connect anew at once when the phone has another network, or one again, instead of waiting for silence. Of the
 * screens' thread.
 */
public final class NetworkWatch extends ConnectivityManager.NetworkCallback {
    private final ConnectivityManager networks;
    private final Session session;
    private Network present;

    public NetworkWatch(ConnectivityManager networks, Session session) {
        this.networks = networks;
        this.session = session;
    }

    /** @param screens runs on the screens' thread */
    public void begin(Handler screens) {
        present = networks.getActiveNetwork();
        networks.registerDefaultNetworkCallback(this, screens);
    }

    @Override
    public void onAvailable(Network network) {
        boolean other = !network.equals(present);
        present = network;
        if (other) {
            session.reconnect();
        }
    }
}
