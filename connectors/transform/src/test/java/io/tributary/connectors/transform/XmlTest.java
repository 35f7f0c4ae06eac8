package io.tributary.connectors.transform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class XmlTest {
  @Test
  void listsAreListsWhereTheFieldSays() {
    assertThat(read(Map.of("lists", "item"), "<a><item>1</item></a>").only().json())
        .isEqualTo("{\"a\":{\"item\":[\"1\"]}}");
  }

  @Test
  void textElementsAndEmptyOnesAreKept() {
    assertThat(read(Map.of(), "<a> x <b/> y <![CDATA[<z>]]></a>").only().json())
        .isEqualTo("{\"a\":{\"b\":\"\",\"#text\":\"x  y <z>\"}}");
  }

  @Test
  void prefixesStayOrGo() {
    var xml = "<s:a xmlns:s='urn:s' s:id='1'><s:b>2</s:b></s:a>";

    assertThat(read(Map.of(), xml).only().json())
        .isEqualTo("{\"s:a\":{\"@xmlns:s\":\"urn:s\",\"@s:id\":\"1\",\"s:b\":\"2\"}}");
    assertThat(read(Map.of("plainNames", true), xml).only().json())
        .isEqualTo("{\"a\":{\"@id\":\"1\",\"b\":\"2\"}}");
  }

  @Test
  void documentTypesAndEntitiesAreRefusedAndNothingIsLoaded() throws Exception {
    var asked = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    try {
      var address = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(failure("<!DOCTYPE a SYSTEM '" + address + "/a.dtd'><a/>"))
          .contains("document type");
      assertThat(failure("<!DOCTYPE a [<!ENTITY e SYSTEM '" + address + "/e'>]><a>&e;</a>"))
          .contains("document type");
      assertThat(failure("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;&e;</a>")).contains("document type");
      assertThat(failure("<a>&e;</a>")).startsWith("input#/xml: ");
      assertThat(asked).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void depthIsBounded() {
    assertThat(failure("<a>".repeat(101) + "</a>".repeat(101)))
        .isEqualTo("input#/xml: is nested deeper than 100 elements. Flatten it");
  }

  @Test
  void brokenXmlNamesThePlace() {
    assertThat(failure("<a>\n<b></a>")).startsWith("input#/xml: is no well-formed XML at line 2");
  }

  @Test
  void bodySaysItsCharsetItself() {
    var body = "<?xml version='1.0' encoding='ISO-8859-1'?><a>Zoë</a>".getBytes(ISO_8859_1);

    assertThat(ofBody(body).only().json()).isEqualTo("{\"a\":\"Zoë\"}");
  }

  @Test
  void bodyInAnotherCharsetThanItSaysIsNotTriedAgain() {
    assertThat(ofBody("<a>Zoë</a>".getBytes(ISO_8859_1)).outcome())
        .isInstanceOf(Outcome.GivenUp.class);
    assertThat(ofBody("<?xml version='1.0' encoding='x-no'?><a/>".getBytes(ISO_8859_1)).outcome())
        .isInstanceOf(Outcome.GivenUp.class);
  }

  @Test
  void whatIsWrittenReadsBackTheSame() {
    var json =
        "{\"s:a\":{\"@xmlns:s\":\"urn:s\",\"@id\":\"<&\\\"'>\",\"b\":[\"1\",\"]]>\"],\"c\":{\"@x\":\"\",\"#text\":\"t\"}}}";

    var xml = write(Map.of("indent", true), json).only().asMap().get("xml");

    assertThat(read(Map.of(), "" + xml).only().json()).isEqualTo(json);
  }

  @Test
  void namesAndCharactersThatWouldBreakTheDocumentAreRefused() {
    assertThat(writeFailure("{\"a><b\": 1}")).startsWith("input#/json/a><b: is no name");
    assertThat(writeFailure("{\"a\": {\"@x y\": 1}}")).startsWith("input#/json/a/@x y: is no name");
    assertThat(writeFailure("{\"p:a\": 1}")).contains("nobody declares the prefix p");
    assertThat(writeFailure("{\"a\": \"\\u0000\"}")).contains("XML cannot hold");
    assertThat(writeFailure("{\"a\": 1, \"b\": 2}")).contains("Set the field root");
  }

  private static Result read(Map<String, ?> fields, String xml) {
    return Run.action(new XmlToJson()).withFields(fields).on(Map.of("xml", xml));
  }

  private static Result ofBody(byte[] body) {
    return Run.action(new XmlToJson())
        .withLargeBodies(new HashMap<>(Map.of("b", body)))
        .on(Map.of("xml", Run.largeBody("b", body)));
  }

  private static Result write(Map<String, ?> fields, String json) {
    return Run.action(new JsonToXml()).withFields(fields).on("{\"json\": " + json + "}");
  }

  private static String failure(String xml) {
    return ((Outcome.GivenUp) read(Map.of(), xml).outcome()).message();
  }

  private static String writeFailure(String json) {
    return ((Outcome.GivenUp) write(Map.of(), json).outcome()).message();
  }
}
