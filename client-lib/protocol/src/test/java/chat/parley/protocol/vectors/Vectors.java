package chat.parley.protocol.vectors;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the files of vectors. */
public final class Vectors {
    private Vectors() {}

    public static List<JsonObject> list(String name) {
        return ((JsonArray) read(name)).getValuesAs(JsonObject.class);
    }

    public static JsonObject object(String name) {
        return (JsonObject) read(name);
    }

    public static List<String> texts(JsonObject from, String name) {
        List<String> texts = new ArrayList<>();
        from.getJsonArray(name).getValuesAs(JsonString.class).forEach(each -> texts.add(each.getString()));
        return texts;
    }

    private static JsonStructure read(String name) {
        InputStream file = Vectors.class.getResourceAsStream("/vectors/" + name + ".json");
        try (JsonReader reader = Json.createReader(file)) {
            return reader.read();
        }
    }

    public static String hex(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length * 2);
        for (byte each : bytes) {
            out.append(String.format("%02x", each));
        }
        return out.toString();
    }

    public static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
