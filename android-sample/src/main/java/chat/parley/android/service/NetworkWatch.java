package chat.parley.android.service;

import android.net.ConnectivityManager;
import android.net.Network;
import chat.parley.android.app.Session;

/** Has the client connect anew at once when the phone has another network, instead of waiting for silence. */
final class NetworkWatch extends ConnectivityManager.NetworkCallback {
    private final ConnectivityManager networks;
    private final Session session;
    private Network present;

    NetworkWatch(ConnectivityManager networks, Session session) {
        this.networks = networks;
        this.session = session;
    }

    void begin() {
        networks.registerDefaultNetworkCallback(this);
    }

    void end() {
        networks.unregisterNetworkCallback(this);
    }

    @Override
    public void onAvailable(Network network) {
        boolean other = present != null && !present.equals(network);
        present = network;
        if (other) {
            session.reconnect();
        }
    }
}
