package chat.parley.android.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the build's tools do not see. */
class ResourcesTest {
    @Test
    @DisplayName("every text is there in both languages, with the same places for names and numbers")
    void texts_areTranslated() throws Exception {
        Map<String, String> english = texts("values");
        Map<String, String> german = texts("values-de");
        assertThat(german.keySet()).isEqualTo(english.keySet()).hasSizeGreaterThan(100);
        english.forEach(
                (name, text) -> assertThat(places(german.get(name))).as(name).isEqualTo(places(text)));
    }

    @Test
    @DisplayName("the tests run on what they are meant for: class files, or what D8 has made of them")
    void classes_areThoseMeant() {
        String from = Session.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        assertThat(from.replaceAll("/$", "")).endsWith(System.getProperty("code.source"));
    }

    private static Map<String, String> texts(String folder) throws Exception {
        NodeList all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File("src/main/res/" + folder + "/strings.xml"))
                .getDocumentElement()
                .getElementsByTagName("*");
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < all.getLength(); i++) {
            Element each = (Element) all.item(i);
            String name = each.getAttribute("name") + each.getAttribute("quantity");
            texts.put(each.getParentNode().getNodeName() + name, each.getTextContent());
        }
        return texts;
    }

    private static String places(String text) {
        Map<String, Integer> places = new TreeMap<>();
        Matcher matcher = Pattern.compile("%\\d\\$[sd]").matcher(text);
        while (matcher.find()) {
            places.merge(matcher.group(), 1, Integer::sum);
        }
        return places.toString();
    }
}
