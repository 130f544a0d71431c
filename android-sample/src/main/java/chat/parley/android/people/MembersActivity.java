package chat.parley.android.people;

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
import chat.parley.android.app.Asking;
import chat.parley.android.app.Avatar;
import chat.parley.android.app.Names;
import chat.parley.android.app.PlainText;
import chat.parley.android.app.Screen;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.OwnedRooms;
import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Who is in a room, what rank they have, and what can be done about it. */
public final class MembersActivity extends Screen {
    private static final int INVITE = 1;

    private RoomRef room;
    private Adapter adapter;
    private Asking<Found> asking;

    /**
     * A member as shown.
     *
     * @param muted whether nothing of theirs is shown or told here
     * @param powers what this user may do to them
     */
    record Member(
            Person person, Optional<Rank> rank, Optional<Contacts.Trust> trust, boolean muted, List<Power> powers) {}

    private record Found(List<Member> members, boolean invites) {}

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        room = RoomKey.read(getIntent().getStringExtra(RoomKey.EXTRA));
        setContentView(R.layout.members);
        adapter = new Adapter(this);
        asking = new Asking<>(session(), () -> opened -> found(opened.client()), this::show, this::tell);
        ListView list = findViewById(R.id.list);
        list.setAdapter(adapter);
        list.setOnItemClickListener((parent, view, position, id) -> offer(adapter.getItem(position)));
        View invite = findViewById(R.id.invite);
        show(invite, false);
        invite.setOnClickListener(view -> startActivityForResult(PickActivity.intent(this, room), INVITE));
    }

    @Override
    protected void onStart() {
        super.onStart();
        refresh();
    }

    @Override
    public void happened(ClientEvent event) {
        super.happened(event);
        refresh();
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (request != INVITE || result != RESULT_OK) {
            return;
        }
        UserId user = PickActivity.user(data);
        Rank rank = PickActivity.rank(data);
        session()
                .ask(
                        opened -> {
                            opened.client().owned().invite(room, user, rank);
                            return opened.client()
                                    .contacts()
                                    .find(user)
                                    .map(Contacts.Contact::name)
                                    .orElse("");
                        },
                        name -> tell(getString(R.string.invited, Names.alone(new Person(user, name, false)))),
                        this::tell);
    }

    private void refresh() {
        asking.now();
    }

    private void show(Found found) {
        adapter.clear();
        adapter.addAll(found.members());
        show(findViewById(R.id.invite), found.invites());
    }

    private Found found(ParleyClient client) {
        Optional<RoomInfo> info = client.room(room);
        Optional<Rank> own = info.flatMap(RoomInfo::rank);
        boolean ranked = info.map(RoomInfo::kind).equals(Optional.of(RoomInfo.Kind.OWNED));
        List<Member> members = new ArrayList<>();
        for (Person person : client.members(room)) {
            Optional<Rank> rank = ranked ? client.owned().rankOf(room, person.user()) : Optional.empty();
            Optional<Contacts.Contact> contact =
                    person.self() ? Optional.empty() : client.contacts().find(person.user());
            boolean muted = contact.filter(Contacts.Contact::muted).isPresent();
            List<Power> powers = person.self() || !ranked ? new ArrayList<>() : Power.over(own, rank);
            members.add(new Member(person, rank, contact.map(Contacts.Contact::trust), muted, powers));
        }
        boolean invites = ranked
                && own.filter(rank -> rank.weight() >= Rank.ADMIN.weight()).isPresent();
        return new Found(members, invites);
    }

    private void offer(Member member) {
        if (member.person().self()) {
            return;
        }
        List<CharSequence> labels = new ArrayList<>();
        List<Runnable> deeds = new ArrayList<>();
        labels.add(getText(R.string.safety_title));
        deeds.add(
                () -> startActivity(SafetyActivity.intent(this, member.person().user())));
        labels.add(getText(R.string.talk_alone));
        deeds.add(() -> session()
                .ask(
                        opened -> (RoomRef)
                                opened.client().owned().with(member.person().user()),
                        found -> startActivity(TalkActivity.intent(this, found)),
                        this::tell));
        labels.add(getText(member.muted() ? R.string.unmute : R.string.mute));
        deeds.add(() -> mute(member));
        for (Power power : member.powers()) {
            labels.add(getText(power.label()));
            deeds.add(() -> confirm(
                    getString(R.string.power_sure, getString(power.label()), name(member.person())),
                    R.string.ok,
                    () -> rooms(rooms -> power.use(rooms, room, member.person().user()))));
        }
        dialog(new AlertDialog.Builder(this)
                .setTitle(name(member.person()))
                .setItems(
                        labels.toArray(new CharSequence[0]),
                        (dialog, which) -> deeds.get(which).run()));
    }

    /** Nothing of theirs is shown or told here, in no room; or it is again. */
    private void mute(Member member) {
        session()
                .ask(
                        opened -> {
                            Contacts contacts = opened.client().contacts();
                            if (member.muted()) {
                                contacts.unmute(member.person().user());
                            } else {
                                contacts.mute(member.person());
                            }
                            return member;
                        },
                        done -> refresh(),
                        this::tell);
    }

    private void rooms(Consumer<OwnedRooms> deed) {
        session()
                .ask(
                        opened -> {
                            deed.accept(opened.client().owned());
                            return room;
                        },
                        done -> refresh(),
                        this::tell);
    }

    private static String name(Person person) {
        return Names.alone(person);
    }

    private static final class Adapter extends ArrayAdapter<Member> {
        Adapter(Context context) {
            super(context, R.layout.person_row);
        }

        @Override
        public View getView(int position, View old, ViewGroup parent) {
            View view = old != null ? old : View.inflate(getContext(), R.layout.person_row, null);
            Member member = getItem(position);
            Avatar.show(
                    view.findViewById(R.id.avatar),
                    member.person().name(),
                    member.person().user());
            TextView title = view.findViewById(R.id.title);
            title.setText(
                    member.person().self()
                            ? getContext()
                                    .getString(
                                            R.string.name_you,
                                            PlainText.title(member.person().name()))
                            : name(member.person()));
            TextView below = view.findViewById(R.id.last);
            String about = TrustText.of(getContext(), member.rank(), member.trust());
            String muted = getContext().getString(R.string.muted);
            below.setText(member.muted() ? (about.isEmpty() ? muted : about + " \u00B7 " + muted) : about);
            boolean bad = member.trust()
                    .filter(each -> each == Contacts.Trust.CHANGED || each == Contacts.Trust.FORKED)
                    .isPresent();
            below.setTextColor(getContext().getColor(bad ? R.color.danger : R.color.ink_soft));
            below.setVisibility(below.length() == 0 ? View.GONE : View.VISIBLE);
            return view;
        }
    }
}
