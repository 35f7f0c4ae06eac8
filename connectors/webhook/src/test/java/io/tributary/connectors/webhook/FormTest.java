package io.tributary.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTest {
  private static final String URL_ENCODED = "application/x-www-form-urlencoded";
  private static final String FORM =
      """
      name* : Your <name>
      email* : Your address : email

      message : "Message" : textarea
      cv : : file
      """;

  @Test
  void showsTheFormToABrowser() {
    var reply =
        run(Map.of("title", "Leads & more", "honeypot", "website"))
            .on(request("GET", "", ""))
            .reply()
            .orElseThrow();

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).containsEntry("content-type", "text/html; charset=utf-8");
    assertThat(reply.body())
        .contains(
            "<h1>Leads &amp; more</h1>",
            "<form method=\"post\" enctype=\"multipart/form-data\">",
            "<label>Your &lt;name&gt; <input type=\"text\" name=\"name\" required></label>",
            "<label>Your address <input type=\"email\" name=\"email\" required></label>",
            "<label>&quot;Message&quot; <textarea rows=\"6\" name=\"message\"></textarea></label>",
            "<input type=\"file\" name=\"cv\">",
            "<label class=\"extra\" aria-hidden=\"true\">website");
  }

  @Test
  void givesWhatIsAskedForWithoutBlanksAndThanks() throws IOException {
    var result =
        Run.trigger(new Form())
            .withFields(Map.of("form", "name*\nemail*\nmessage"))
            .on(Files.readString(Path.of("examples/form.in.json")));

    assertThat(result.only().json())
        .isEqualToIgnoringWhitespace(Files.readString(Path.of("examples/form.out.json")));
    assertThat(result.reply().orElseThrow().body()).contains("<p>Thank you.</p>");
  }

  @Test
  void sendsTheVisitorOn() {
    var reply =
        posted(Map.of("redirect", "https://example.com/thanks?a=1"), "name=Ada&email=a%40b.c")
            .reply()
            .orElseThrow();

    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.headers()).containsEntry("location", "https://example.com/thanks?a=1");
  }

  @Test
  void aRobotIsThankedAndStartsNothing() {
    var result = posted(Map.of("honeypot", "website"), "name=Ada&email=a%40b.c&website=http");

    assertThat(result.emitted()).isEmpty();
    assertThat(result.reply().orElseThrow().status()).isEqualTo(200);
    assertThat(posted(Map.of("honeypot", "website"), "name=Ada&email=a%40b.c&website=").emitted())
        .hasSize(1);
    assertThat(posted(Map.of(), "name=Ada&email=a%40b.c&=x&cv=text").emitted()).hasSize(1);
  }

  @Test
  void saysWhatIsMissing() {
    var result = posted(Map.of(), "name=+&email=a%40b.c");

    assertThat(result.emitted()).isEmpty();
    var reply = result.reply().orElseThrow();
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("<p>Your &lt;name&gt;</p>").doesNotContain("Your address");
  }

  @Test
  void filesThatAreAskedForAreStored() {
    var body =
        """
        --x
        Content-Disposition: form-data; name="name"

        Ada
        --x
        Content-Disposition: form-data; name="email"

        a@b.c
        --x
        Content-Disposition: form-data; name="cv"; filename="cv.pdf"
        Content-Type: application/pdf

        %PDF
        --x
        Content-Disposition: form-data; name="other"; filename="other.pdf"

        no
        --x--
        """
            .replace("\n", "\r\n");
    var bodies = new HashMap<String, byte[]>();

    var result =
        run(Map.of())
            .withLargeBodies(bodies)
            .on(request("POST", "multipart/form-data; boundary=x", body));

    assertThat(bodies).hasSize(1);
    assertThat(result.only().asMap().get("body"))
        .isEqualTo(
            Map.of(
                "name", "Ada",
                "email", "a@b.c",
                "cv",
                    Map.of(
                        "filename", "cv.pdf",
                        "contentType", "application/pdf",
                        "file", Run.largeBody("stored-1", "%PDF".getBytes(UTF_8)))));
  }

  @Test
  void whatIsNoFormIsRefused() {
    assertThat(
            run(Map.of())
                .on(request("POST", "application/json", "{}"))
                .reply()
                .orElseThrow()
                .status())
        .isEqualTo(400);
    assertThat(run(Map.of()).on(request("DELETE", "", "")).reply().orElseThrow().status())
        .isEqualTo(405);
  }

  @Test
  void theAuthorsMistakesAreNamed() {
    assertThat(message(Map.of("form", "name\n1x"))).startsWith("fields#/form, line 2: is no field");
    assertThat(message(Map.of("form", "a : b : picture"))).contains("is of no kind");
    assertThat(message(Map.of("form", "a\na"))).contains("is there twice");
    assertThat(message(Map.of("redirect", "javascript:alert(1)"))).startsWith("fields#/redirect");
  }

  private static String message(Map<String, String> fields) {
    return ((Outcome.GivenUp) posted(fields, "name=Ada&email=a").outcome()).message();
  }

  private static Result posted(Map<String, String> fields, String body) {
    return run(fields).on(request("POST", URL_ENCODED, body));
  }

  private static Run run(Map<String, String> fields) {
    var all = new HashMap<>(Map.of("form", FORM));
    all.putAll(fields);
    return Run.trigger(new Form()).withFields(all);
  }

  private static Map<String, Object> request(String method, String contentType, String body) {
    return Map.of(
        "method",
        method,
        "path",
        "",
        "query",
        Map.of(),
        "headers",
        Map.of(),
        "contentType",
        contentType,
        "bodyBase64",
        Base64.getEncoder().encodeToString(body.getBytes(UTF_8)));
  }
}
