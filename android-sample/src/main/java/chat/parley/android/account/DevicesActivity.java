package chat.parley.android.account;

import android.app.AlertDialog;
import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.widget.ArrayAdapter;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Answer;
import chat.parley.android.app.AskActivity;
import chat.parley.android.app.Avatar;
import chat.parley.android.app.Dates;
import chat.parley.android.app.Failures;
import chat.parley.android.app.PlainText;
import chat.parley.android.app.Screen;
import chat.parley.android.code.CodeKind;
import chat.parley.client.ClientEvent;
import chat.parley.client.Devices;
import chat.parley.protocol.id.DeviceId;

/** The devices of this user. */
public final class DevicesActivity extends Screen {
    private static final int NAME = 1;
    private static final int BECOME = 2;

    private Adapter adapter;

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        setContentView(R.layout.devices);
        adapter = new Adapter(this);
        ListView list = findViewById(R.id.list);
        list.setAdapter(adapter);
        list.setOnItemClickListener((parent, view, position, id) -> offer(adapter.getItem(position)));
        findViewById(R.id.add)
                .setOnClickListener(
                        view -> startActivity(AccountActivity.intent(this, AccountActivity.Deed.ADD_DEVICE)));
        findViewById(R.id.become)
                .setOnClickListener(view -> startActivityForResult(
                        AskActivity.checked(
                                AskActivity.scanned(
                                        this, R.string.device_become, R.string.device_code, CodeKind.DEVICE),
                                Answer.DEVICE_CODE),
                        BECOME));
    }

    @Override
    protected void onStart() {
        super.onStart();
        refresh();
    }

    @Override
    public void happened(ClientEvent event) {
        super.happened(event);
        if (event instanceof ClientEvent.DeviceChanged) {
            refresh();
        }
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (result != RESULT_OK) {
            return;
        }
        String text = data.getStringExtra(AskActivity.TEXT);
        if (request == NAME) {
            DeviceId device = DeviceId.of(data.getStringExtra(AskActivity.ABOUT));
            session()
                    .ask(
                            opened -> {
                                opened.client().devices().name(device, text);
                                return device;
                            },
                            done -> refresh(),
                            this::tell);
        } else if (request == BECOME) {
            session()
                    .askLater(
                            client -> client.devices().become(text),
                            done -> became(),
                            e -> askAgain(data, BECOME, Failures.text(this, e)));
        }
    }

    /** What the other account had here is not this one's. */
    private void became() {
        app().forget();
        refresh();
    }

    private void refresh() {
        session()
                .ask(
                        opened -> opened.client().devices().list(),
                        devices -> {
                            adapter.clear();
                            adapter.addAll(devices);
                        },
                        this::tell);
    }

    private void offer(Devices.Device device) {
        CharSequence[] labels = device.self()
                ? new CharSequence[] {getText(R.string.device_name)}
                : new CharSequence[] {getText(R.string.device_name), getText(R.string.device_revoke)};
        dialog(new AlertDialog.Builder(this).setItems(labels, (dialog, which) -> {
            if (which == 0) {
                Intent ask = AskActivity.intent(this, R.string.device_name, R.string.device_name_hint)
                        .putExtra(AskActivity.TEXT, device.name())
                        .putExtra(AskActivity.ABOUT, device.id().toString());
                startActivityForResult(ask, NAME);
            } else {
                startActivity(AccountActivity.revoke(this, device.id()));
            }
        }));
    }

    private static final class Adapter extends ArrayAdapter<Devices.Device> {
        Adapter(Context context) {
            super(context, R.layout.person_row);
        }

        @Override
        public View getView(int position, View old, ViewGroup parent) {
            View view = old != null ? old : View.inflate(getContext(), R.layout.person_row, null);
            Devices.Device device = getItem(position);
            String name = device.name().isEmpty()
                    ? getContext()
                            .getString(
                                    R.string.device_unnamed,
                                    device.id().toString().substring(0, 4))
                    : PlainText.title(device.name());
            TextView title = view.findViewById(R.id.title);
            title.setText(device.self() ? getContext().getString(R.string.device_this, name) : name);
            TextView added = view.findViewById(R.id.last);
            added.setText(getContext().getString(R.string.device_added, new Dates(getContext()).date(device.added())));
            Avatar.show(view.findViewById(R.id.avatar), name, device.id());
            return view;
        }
    }
}
