package chat.parley.android.talk;

import chat.parley.android.R;
import chat.parley.android.file.TalkFiles;
import chat.parley.android.people.Power;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.protocol.id.UserId;
import java.util.Optional;

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
