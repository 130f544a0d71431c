package chat.parley.android.talk;

import android.app.AlertDialog;
import chat.parley.android.R;
import chat.parley.android.app.PlainText;
import chat.parley.android.file.TalkFiles;
import chat.parley.android.people.Power;
import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the person does with a message of a room. */
final class MessageDeeds implements MessageMenu.Deeds {
    private final TalkActivity screen;
    private final Talk talk;
    private final Composer composer;
    private final Voice voice;
    private final TalkFiles files;

    MessageDeeds(TalkActivity screen, Talk talk, Composer composer, Voice voice, TalkFiles files) {
        this.screen = screen;
        this.talk = talk;
        this.composer = composer;
        this.voice = voice;
        this.files = files;
    }

    /** Offers what can be done with a message; says whether it is one. */
    boolean offer(Item item) {
        if (item instanceof Item.Unsent unsent) {
            new MessageMenu(screen, this).show(unsent.waiting());
            return true;
        }
        if (!(item instanceof Item.Bubble bubble)) {
            return false;
        }
        ClientEvent.Message message = bubble.message();
        RoomRef room = message.room();
        UserId sender = message.sender().user();
        screen.session()
                .ask(
                        opened -> Power.outranks(opened.client(), room, sender),
                        outranks -> new MessageMenu(screen, this).show(message, outranks, files.isHere(message)),
                        screen::tell);
        return true;
    }

    @Override
    public void reply(ClientEvent.Message to) {
        composer.reply(to, talk.names().of(to.sender()));
    }

    @Override
    public void edit(ClientEvent.Message message) {
        composer.edit(message);
    }

    @Override
    public void delete(ClientEvent.Message message) {
        screen.confirm(screen.getString(R.string.delete_sure), R.string.delete, () -> voice.delete(message.id()));
    }

    @Override
    public void react(ClientEvent.Message to, String reaction) {
        voice.react(to, reaction);
    }

    /** Shows who has reacted, and how; what is chosen is done by this person too, or not any more. */
    void reactions(ClientEvent.Message message) {
        List<String> all = new ArrayList<>(message.marks().reactions().keySet());
        CharSequence[] lines = new CharSequence[all.size()];
        for (int i = 0; i < lines.length; i++) {
            String who = message.marks().reactions().get(all.get(i)).stream()
                    .map(this::name)
                    .collect(Collectors.joining(", "));
            lines[i] = screen.getString(R.string.reaction_by, PlainText.line(all.get(i)), who);
        }
        screen.dialog(new AlertDialog.Builder(screen)
                .setItems(lines, (dialog, which) -> voice.react(message, all.get(which))));
    }

    private String name(UserId user) {
        Person person = talk.names().find(user).orElse(new Person(user, "", false));
        return person.self() ? screen.getString(R.string.you) : talk.names().of(person);
    }

    /** Nobody has it: the text is in the field again, unless something else is. */
    @Override
    public void takeBack(Waiting waiting) {
        voice.takeBack(waiting.number(), taken -> {
            if (!taken) {
                screen.tell(screen.getText(R.string.take_back_late));
            } else if (composer.draft().isEmpty()) {
                composer.draft(waiting.text());
            }
        });
    }

    @Override
    public void shareFile(ClientEvent.Message message) {
        files.share(message);
    }

    @Override
    public void discardFile(ClientEvent.Message message) {
        files.decline(message);
    }

    @Override
    public void details(ClientEvent.Message message) {
        int place = Talk.place(talk.items(), item -> Talk.shows(item, message.id()));
        Optional<Far> state = place >= 0 ? ((Item.Bubble) talk.items().get(place)).state() : Optional.empty();
        screen.startActivity(DetailsActivity.intent(
                screen, new Details(screen, talk.names()).of(message, state, talk.who(message.id()))));
    }
}
