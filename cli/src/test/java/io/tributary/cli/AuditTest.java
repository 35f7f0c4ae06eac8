package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AuditTest {
  private static final String AUDIT = "/api/v1/organizations/acme/audit";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void entriesSayWhoDidWhat() {
    platform.on(
        "GET " + AUDIT + "?limit=50",
        200,
        """
        {"entries":[{"number":2,"hash":"x","entry":{"at":"2026-11-26T20:00:00Z","name":"Ada",
         "action":"DELETE /api/v1/x","object":"/api/v1/organizations/acme/flows/leads","status":204}},
         {"number":1,"hash":"x","entry":{"at":"2026-11-26T20:00:00Z","name":"Ada",
         "action":"DELETE /api/v1/x","object":"/api/v1/organizations/acme/flows/leads"}}]}
        """);

    assertThat(command().run("audit", "ls").out())
        .contains("Ada", "DELETE /api/v1/organizations/acme/flows/leads", "204", "asked");
  }

  @Test
  void anExportIsCheckedWithoutThePlatform() throws Exception {
    var lines =
        chain("{\"subject\":\"ada\"}", "{\"subject\":\"grace\"}", "{\"subject\":\"ada ü\"}");
    platform.on("GET " + AUDIT + "/export", 200, String.join("\n", lines) + "\n");
    var file = home.resolve("audit.ndjson");

    assertThat(command().run("audit", "export", file.toString()).out()).contains("3 entries");
    assertThat(command().run("audit", "verify", file.toString()).out())
        .contains("3 entries from number 1 on", "as it was written");

    var whole = Files.readString(file);
    Files.writeString(file, whole.replace("grace", "mallo"));
    assertThat(command().run("audit", "verify", file.toString()).exit()).isEqualTo(3);
    Files.writeString(file, whole.lines().skip(1).reduce("", (all, line) -> all + line + "\n"));
    assertThat(command().run("audit", "verify", file.toString()).out())
        .contains("from number 2 on");
    Files.writeString(file, lines.getFirst() + "\n" + lines.getLast() + "\n");
    assertThat(command().run("audit", "verify", file.toString()).err()).contains("Entry 2");
  }

  @Test
  void aBrokenChainIsNoSuccess() {
    platform.on(
        "GET " + AUDIT + "/verification", 200, "{\"entries\":9,\"head\":\"ab\",\"broken\":4}");

    var result = command().run("audit", "verify");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("Entry 4");
  }

  private static List<String> chain(String... entries) throws Exception {
    var lines = new ArrayList<String>();
    var previous = "0".repeat(64);
    for (var entry : entries) {
      int number = lines.size() + 1;
      var text = previous + "\n" + number + "\n" + entry;
      var hash =
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(text.getBytes(StandardCharsets.UTF_8)));
      lines.add(
          JsonMapper.shared()
              .createObjectNode()
              .put("number", number)
              .put("entry", entry)
              .put("previous", previous)
              .put("hash", hash)
              .toString());
      previous = hash;
    }
    return lines;
  }

  private Command command() {
    return Command.in(home).at(platform, "acme");
  }
}
