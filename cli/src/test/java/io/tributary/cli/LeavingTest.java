package io.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class LeavingTest {
  private static final String ACME = "/api/v1/organizations/acme";
  private static final String LEAVING =
      """
      {"state":"leaving","at":"2026-12-11T14:00:00Z","by":"Ada","asked":"2026-11-27T14:00:00Z",
       "waitingTime":"PT336H"}
      """;

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();
  private Path file;

  @BeforeEach
  void names() {
    file = home.resolve("acme.zip");
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void anExportIsKeptWhereItWasAskedFor() throws Exception {
    platform.on("GET " + ACME + "/export", 200, FakePlatform.bytes(zip()));

    var result = command().run("orgs", "export", "acme", "--to", file.toString());

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("2 entries", zip().length + " bytes", "acme.zip");
    assertThat(file).hasBinaryContent(zip());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(home.toFile().list()).containsExactly("acme.zip");
  }

  @Test
  void theOrganizationOfNowIsExportedForPrograms() throws Exception {
    platform.on("GET " + ACME + "/export", 200, FakePlatform.bytes(zip()));

    var result = command().run("orgs", "export", "--to", file.toString(), "--json");

    var object = JsonMapper.shared().readTree(result.out());
    assertThat(object.path("operation").asString()).isEqualTo("orgs export");
    assertThat(object.path("result").path("organization").asString()).isEqualTo("acme");
    assertThat(object.path("result").path("entries").asInt()).isEqualTo(2);
    assertThat(object.path("result").path("file").asString()).isEqualTo(file.toString());
  }

  @Test
  void anExportOverwritesNothing() throws Exception {
    Files.writeString(file, "mine");

    var result = command().run("orgs", "export", "acme", "--to", file.toString());

    assertThat(result.exit()).isEqualTo(9);
    assertThat(result.err()).contains("acme.zip is there already", "--to FILE");
    assertThat(file).hasContent("mine");
    assertThat(platform.asked()).isEmpty();
  }

  /** By who stands between, so that the answer itself ends in order. */
  @ParameterizedTest
  @ValueSource(ints = {0, 20, 100, 200})
  void anExportThatWasCutOffIsNotKept(int length) throws Exception {
    platform.on("GET " + ACME + "/export", 200, FakePlatform.bytes(Arrays.copyOf(zip(), length)));

    var result = command().run("orgs", "export", "acme", "--to", file.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("export-broken-off", "Nothing was kept");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void anExportWhoseConnectionBreaksIsNotKept() throws Exception {
    platform.on(
        "GET " + ACME + "/export",
        200,
        (exchange, status) -> {
          exchange.sendResponseHeaders(status, zip().length);
          exchange.getResponseBody().write(zip(), 0, 50);
          exchange.getResponseBody().flush();
        });

    var result = command().run("orgs", "export", "acme", "--to", file.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("export-broken-off");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void anExportWithASpoiledEntryIsNotKept() throws Exception {
    var spoiled = zip();
    spoiled[45]++;
    platform.on("GET " + ACME + "/export", 200, FakePlatform.bytes(spoiled));

    var result = command().run("orgs", "export", "acme", "--to", file.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void whoMayNotExportIsToldSo() {
    platform.on(
        "GET " + ACME + "/export", 403, "{\"code\":\"role-not-enough\",\"detail\":\"Owners.\"}");

    var result = command().run("orgs", "export", "acme", "--to", file.toString());

    assertThat(result.exit()).isEqualTo(7);
    assertThat(result.err()).contains("role-not-enough: Owners.");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void nothingIsDeletedWithoutAConfirmation() {
    holdings();

    var result = command().run("orgs", "delete", "acme");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).as("what there is none of").doesNotContain("replays");
    assertThat(result.out())
        .contains(
            "flows   1,203", "northwind/cms-push 1.0.0  2 flows of other organizations use it")
        .contains("nothing of acme runs or changes any more")
        .contains("(in 14 days)", "tributary orgs export acme");
    assertThat(result.err()).contains("tributary orgs delete acme --confirm acme");
    assertThat(platform.asked()).noneMatch(asked -> asked.request().startsWith("PUT"));
  }

  @Test
  void thatItHasToBeConfirmedIsSaidToPrograms() throws Exception {
    holdings();

    var result = command().run("orgs", "delete", "acme", "--json");

    var object = JsonMapper.shared().readTree(result.out());
    assertThat(object.path("exitCode").asInt()).isEqualTo(2);
    assertThat(object.path("error").path("hint").asString()).contains("--confirm acme");
  }

  @Test
  void confirmedDeletionIsAskedForAndCanBeCalledOff() {
    platform.on("PUT " + ACME + "/deletion", 200, LEAVING);
    platform.on("DELETE " + ACME + "/deletion", 204, "");

    var result = command().run("orgs", "delete", "acme", "--confirm", "acme");
    var kept = command().run("orgs", "keep", "acme");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(platform.asked().getFirst().body()).isEqualTo("{\"name\":\"acme\"}");
    assertThat(result.out())
        .contains("acme will be deleted on 2026-12-11T14:00:00Z", "tributary orgs keep acme");
    assertThat(kept.exit()).isZero();
    assertThat(kept.out()).contains("acme stays, and goes on.");
  }

  @Test
  void deletionIsGivenToPrograms() throws Exception {
    platform.on("PUT " + ACME + "/deletion", 200, LEAVING);

    var result = command().run("orgs", "delete", "acme", "--confirm", "acme", "--json");

    var object = JsonMapper.shared().readTree(result.out());
    assertThat(object.path("operation").asString()).isEqualTo("orgs delete");
    assertThat(object.path("result").path("at").asString()).isEqualTo("2026-12-11T14:00:00Z");
  }

  @Test
  void anotherNameConfirmsNothing() {
    var result = command().run("orgs", "delete", "acme", "--confirm", "globex");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("\"globex\" is not \"acme\"");
    assertThat(platform.asked()).isEmpty();
  }

  @Test
  void aPersonTypesTheName() {
    holdings();
    platform.on("PUT " + ACME + "/deletion", 200, LEAVING);

    var typed = command().atATerminal().reading("acme\n").run("orgs", "delete", "acme");
    var mistyped = command().atATerminal().reading("yes\n").run("orgs", "delete", "acme");
    var silent = command().atATerminal().run("orgs", "delete", "acme");

    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(typed.out()).contains("flows   1,203", "acme will be deleted on 2026-12-11");
    assertThat(mistyped.exit()).isEqualTo(2);
    assertThat(silent.exit()).isEqualTo(2);
    assertThat(platform.asked()).filteredOn(asked -> asked.request().startsWith("PUT")).hasSize(1);
  }

  @Test
  void oneThatLeavesAlreadyIsNotAskedAboutAgain() {
    platform.on("GET " + ACME + "/deletion", 200, LEAVING);

    var result = command().run("orgs", "delete", "acme");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("acme will be deleted on 2026-12-11T14:00:00Z; Ada asked for it")
        .contains("tributary orgs keep acme");
  }

  @Test
  void organizationCannotLeaveItsPlaceInTheAddress() {
    for (var operation : new String[] {"export", "delete", "keep"}) {
      assertThat(command().run("orgs", operation, "../operator").exit()).isEqualTo(2);
    }
    assertThat(platform.asked()).isEmpty();
  }

  private void holdings() {
    platform.on(
        "GET " + ACME + "/deletion", 200, "{\"state\":\"active\",\"waitingTime\":\"PT336H\"}");
    platform.on(
        "GET " + ACME + "/holdings",
        200,
        """
        {"goes":[{"name":"flows","count":1203},{"name":"builds","count":4},
                 {"name":"replays","count":0}],
         "stays":[{"what":"northwind/cms-push 1.0.0",
           "why":"2 flows of other organizations use it"}]}
        """);
  }

  /** As a server streams it: sizes come after the bytes. */
  private static byte[] zip() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, UTF_8)) {
      for (var name : new String[] {"export.json", "runtime/flows.jsonl"}) {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2026, 11, 27, 14, 0));
        zip.putNextEntry(entry);
        zip.write("{\"organization\":\"acme\"}\n".getBytes(UTF_8));
        zip.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private Command command() {
    return Command.in(home).at(platform, "acme");
  }
}
