package chat.parley.server.blob;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a sealed file a PUT brings (RFC 9110, section 14.4).
 *
 * @param from the first
 * @param length how many; 0 only of what is to be finished
 * @param total of the whole
 * @param whole whether the request said nothing of a range: then it begins anew
 */
record UploadRange(long from, long length, long total, boolean whole) {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,15})-(\\d{1,15})/(\\d{1,15})");
    private static final Pattern FINISH = Pattern.compile("bytes \\*/(\\d{1,15})");

    static UploadRange of(BlobRequest request) throws BlobException {
        if (request.length() < 0) {
            throw new BlobException(BlobCode.LENGTH_REQUIRED, "say how long the body is, in Content-Length");
        }
        if (request.contentRange().isEmpty()) {
            return new UploadRange(0, request.length(), request.length(), true);
        }
        String text = request.contentRange().get();
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            long from = Long.parseLong(range.group(1));
            long to = Long.parseLong(range.group(2));
            long total = Long.parseLong(range.group(3));
            if (from <= to && to < total && request.length() == to - from + 1) {
                return new UploadRange(from, request.length(), total, false);
            }
        }
        Matcher finish = FINISH.matcher(text);
        if (finish.matches() && request.length() == 0) {
            long total = Long.parseLong(finish.group(1));
            return new UploadRange(total, 0, total, false);
        }
        throw new BlobException(BlobCode.BAD_REQUEST, "Content-Range and Content-Length do not fit each other");
    }

    long end() {
        return from + length;
    }
}
