package chat.parley.android.service;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;

/** The phone has started, or the app is a newer one. That the process is there is enough: the application does the rest. */
public final class StartReceiver extends BroadcastReceiver {
    @Override
    public void onReceive(Context context, Intent intent) {
        // See ParleyApp.onCreate.
    }
}
