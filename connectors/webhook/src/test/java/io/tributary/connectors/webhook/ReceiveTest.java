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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceiveTest {
  @Test
  void giveFormFieldsAsTheExampleSays() throws IOException {
    var result =
        Run.trigger(new Receive()).on(Files.readString(Path.of("examples/receive.in.json")));

    assertThat(result.only().json())
        .isEqualToIgnoringWhitespace(Files.readString(Path.of("examples/receive.out.json")));
  }

  @Test
  void passesALargeBodyOnWhateverItsTypeSays() {
    var large = Run.largeBody("upload", new byte[7]);
    var result =
        Run.trigger(new Receive())
            .on(
                Map.of(
                    "method", "POST",
                    "path", "",
                    "query", Map.of(),
                    "headers", Map.of(),
                    "contentType", "application/json",
                    "bodyBase64", "",
                    "large", large));

    assertThat(result.only().asMap().get("body")).isEqualTo(large);
  }

  @Test
  void passesJsonOnUntouched() {
    var result = received("application/json; charset=utf-8", "{\"a\": [1, 2.50, null]}");

    assertThat(result.only().asMap().get("body").toString()).isEqualTo("{a=[1, 2.5, null]}");
  }

  @Test
  void answersBrokenJsonAndStartsNothing() {
    var result = received("application/json", "{\"a\": ");

    assertThat(result.emitted()).isEmpty();
    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    assertThat(result.reply().orElseThrow().status()).isEqualTo(400);
  }

  @Test
  void takesMultipartFieldsAndFiles() {
    var body =
        "--xx\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nZoë\r\n"
            + "--xx\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"cv.txt\"\r\n"
            + "Content-Type: text/plain\r\n\r\nline1\r\nline2\r\n--xx--\r\n";

    var fields = received("multipart/form-data; boundary=xx", body).only().asMap().get("body");

    assertThat(fields)
        .isEqualTo(
            Map.of(
                "name",
                "Zoë",
                "cv",
                Map.of(
                    "filename",
                    "cv.txt",
                    "contentType",
                    "text/plain",
                    "base64",
                    Base64.getEncoder().encodeToString("line1\r\nline2".getBytes(UTF_8)))));
  }

  @Test
  void answersCutMultipart() {
    var body = "--xx\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nZo";

    assertThat(received("multipart/form-data; boundary=xx", body).reply().orElseThrow().status())
        .isEqualTo(400);
  }

  @Test
  void givesAnythingElseAsText() {
    assertThat(received("", "hellö").only().asMap()).containsEntry("body", "hellö");
    assertThat(received("text/plain", "").only().asMap()).containsEntry("body", "");
  }

  private static Result received(String contentType, String body) {
    return Run.trigger(new Receive())
        .on(
            Map.of(
                "method",
                "POST",
                "path",
                "/x",
                "query",
                Map.of("q", List.of("1")),
                "headers",
                Map.of("accept", List.of("*/*")),
                "contentType",
                contentType,
                "bodyBase64",
                Base64.getEncoder().encodeToString(body.getBytes(UTF_8))));
  }
}
