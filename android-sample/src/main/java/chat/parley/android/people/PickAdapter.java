package chat.parley.android.people;

import android.content.Context;
import android.view.View;
import android.view.ViewGroup;
import android.widget.ArrayAdapter;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Avatar;
import chat.parley.android.app.Names;
import chat.parley.client.Contacts;
import chat.parley.client.Person;

/** People that one has met, each with their account, if it is known, and whether they were compared. */
final class PickAdapter extends ArrayAdapter<Contacts.Contact> {
    PickAdapter(Context context) {
        super(context, R.layout.person_row);
    }

    @Override
    public View getView(int position, View old, ViewGroup parent) {
        View view = old != null ? old : View.inflate(getContext(), R.layout.person_row, null);
        Contacts.Contact contact = getItem(position);
        Person person = new Person(contact.user(), contact.name(), false);
        Avatar.show(view.findViewById(R.id.avatar), contact.name(), contact.user());
        TextView title = view.findViewById(R.id.title);
        title.setText(Names.alone(person));
        TextView below = view.findViewById(R.id.last);
        String trust = TrustText.of(getContext(), contact.trust());
        below.setText(contact.account()
                .map(name -> getContext().getString(R.string.pick_account, "@" + name, trust))
                .orElse(trust));
        boolean bad = contact.trust() == Contacts.Trust.CHANGED || contact.trust() == Contacts.Trust.FORKED;
        below.setTextColor(getContext().getColor(bad ? R.color.danger : R.color.ink_soft));
        return view;
    }
}
