package chat.parley.server.blob;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes a GET asks for (RFC 9110, section 14.2): one range at most.
 *
 * @param from the first
 * @param length how many
 * @param partial whether it is not the whole that was asked for
 */
record DownloadRange(long from, long length, boolean partial) {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,15})-(\\d{1,15})?");

    static DownloadRange of(Optional<String> header, long total) throws BlobException {
        if (header.isEmpty()) {
            return new DownloadRange(0, total, false);
        }
        Matcher range = RANGE.matcher(header.get());
        if (!range.matches()) {
            throw new BlobException(BlobCode.BAD_REQUEST, "one range such as bytes=1000- is understood");
        }
        long from = Long.parseLong(range.group(1));
        long to = range.group(2) == null ? total - 1 : Math.min(total - 1, Long.parseLong(range.group(2)));
        if (from > to) {
            throw new BlobException(BlobCode.BAD_RANGE, "it has " + total + " bytes");
        }
        return new DownloadRange(from, to - from + 1, true);
    }
}
