package chat.parley.android.file;

import android.content.ClipData;
import android.content.Intent;
import android.net.Uri;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What another app gives in an intent. Only what it names itself is taken: never this app's own files, nor paths. */
final class Given {
    /** So many files are taken at a time. */
    static final int MAX_FILES = 20;

    private Given() {}

    /**
     * The files of an intent, in order, each once; of more than {@value #MAX_FILES} the first ones.
     *
     * @param own this app's authority, whose files are not given by others
     */
    static List<Uri> files(Intent intent, String own) {
        Set<Uri> files = new LinkedHashSet<>();
        try {
            add(files, intent.getData(), own);
            ClipData clip = intent.getClipData();
            for (int i = 0; clip != null && i < clip.getItemCount(); i++) {
                add(files, clip.getItemAt(i).getUri(), own);
            }
            Object stream =
                    intent.getExtras() == null ? null : intent.getExtras().get(Intent.EXTRA_STREAM);
            if (stream instanceof Uri one) {
                add(files, one, own);
            } else if (stream instanceof List<?> several) {
                several.forEach(each -> add(files, each, own));
            }
        } catch (RuntimeException e) {
            // Another app's parcel that cannot be read gives nothing more.
        }
        return new ArrayList<>(files);
    }

    private static void add(Set<Uri> files, Object given, String own) {
        if (given instanceof Uri uri
                && "content".equals(uri.getScheme())
                && uri.getAuthority() != null
                && !host(uri.getAuthority()).equals(own)
                && files.size() < MAX_FILES) {
            files.add(uri);
        }
    }

    /** Without the user before it: {@code 10@chat.parley.android.files} is this app's too. */
    private static String host(String authority) {
        return authority.substring(authority.lastIndexOf('@') + 1);
    }
}
