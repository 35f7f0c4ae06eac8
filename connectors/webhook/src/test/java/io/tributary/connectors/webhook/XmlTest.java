package io.tributary.connectors.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlTest {
  @Test
  void becomesJsonAndStaysText() {
    var xml =
        """
        <?xml version="1.0"?>
        <!-- c --><o:order xmlns:o="urn:o" id="7"><name>Zoë &amp; <![CDATA[<co>]]></name>
        <line no="1">a</line><line>b</line><empty/></o:order>
        """;

    var output = received(xml, UTF_8, "application/xml").only();

    assertThat(output.json())
        .contains(
            "\"body\":{\"o:order\":{\"@xmlns:o\":\"urn:o\",\"@id\":\"7\",\"name\":\"Zoë & <co>\","
                + "\"line\":[{\"@no\":\"1\",\"#text\":\"a\"},\"b\"],\"empty\":\"\"}}");
    assertThat(output.asMap()).containsEntry("raw", xml);
  }

  @Test
  void isTextWhereTheAuthorDidNotAskForMore() {
    assertThat(
            Run.trigger(new Receive())
                .withFields(Map.of("xml", "", "read", "", "files", ""))
                .on(request("<a/>", UTF_8, "text/xml"))
                .only()
                .asMap())
        .containsEntry("body", "<a/>");
    assertThat(Run.trigger(new Receive()).on(request("<a/>", UTF_8, "text/xml")).only().asMap())
        .containsEntry("body", "<a/>")
        .doesNotContainKey("raw");
  }

  @Test
  void isReadInTheCharsetThatItSays() {
    var declared = "<?xml version='1.0' encoding='ISO-8859-1'?><a>Zoë</a>";

    var output = received(declared, ISO_8859_1, "application/soap+xml").only().asMap();

    assertThat(output).containsEntry("body", Map.of("a", "Zoë")).containsEntry("raw", declared);
    assertThat(received("<a>Zoë</a>", ISO_8859_1, "text/xml; charset=latin1").only().asMap())
        .containsEntry("body", Map.of("a", "Zoë"));
  }

  @Test
  void looksNothingUp(@TempDir Path folder) throws Exception {
    var secret = Files.writeString(folder.resolve("secret"), "top secret");
    refused("<!DOCTYPE a [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><a>&e;</a>");
    refused("<!DOCTYPE a SYSTEM \"" + secret.toUri() + "\"><a/>");
    refused("<a>&e;</a>");
    refused(
        "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y"
            + " \"&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;\">]><a>&y;</a>");
  }

  @Test
  void isBounded() {
    refused("<a>".repeat(101) + "</a>".repeat(101));
    refused("<a>" + "<b/>".repeat(50_001) + "</a>");
    refused("<a>");
    refused("");
  }

  private static void refused(String xml) {
    var result = received(xml, UTF_8, "application/xml");

    assertThat(result.emitted()).isEmpty();
    assertThat(result.reply().orElseThrow().status()).isEqualTo(400);
    assertThat(result.reply().orElseThrow().body()).doesNotContain("top secret");
  }

  private static Result received(String xml, Charset charset, String contentType) {
    return Run.trigger(new Receive())
        .withFields(Map.of("xml", "json"))
        .on(request(xml, charset, contentType));
  }

  private static Map<String, Object> request(String xml, Charset charset, String contentType) {
    return Map.of(
        "method",
        "POST",
        "path",
        "",
        "query",
        Map.of(),
        "headers",
        Map.of(),
        "contentType",
        contentType,
        "bodyBase64",
        Base64.getEncoder().encodeToString(xml.getBytes(charset)));
  }
}
