package io.tributary.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkTest {
  private static final Map<String, String> UPSERT =
      Map.of("object", "Contact", "operation", "upsert", "keyField", "External_Id__c");

  private final Map<String, byte[]> bodies = new HashMap<>();

  @Test
  void fileIsLoadedAndEachRowsFateIsTold() throws IOException {
    try (var organization = Organization.open()) {
      var csv = "External_Id__c,LastName,Email\nC-1,One,\nC-2,,x@y.example\nC-3,Three,z\n";
      bodies.put("in", csv.getBytes(StandardCharsets.UTF_8));
      var input = Map.of("file", Run.largeBody("in", bodies.get("in")));

      var made = ingest(organization, UPSERT).on(input);
      var done =
          ingest(organization, UPSERT).withCursor(made.cursor().orElseThrow()).on(input).only();

      assertThat(made.outcome()).isInstanceOf(Outcome.RetriedLater.class);
      assertThat(done.asMap()).containsEntry("processed", 3).containsEntry("failed", 2);
      assertThat(content(done.asMap().get("successes"))).contains("\"true\",\"C-1\",\"One\"");
      assertThat(content(done.asMap().get("failures")))
          .contains("REQUIRED_FIELD_MISSING", "INVALID_EMAIL_ADDRESS");
      assertThat(done.asMap()).doesNotContainKey("unprocessed");
    }
  }

  @Test
  void laterAttemptGoesOnWithTheJobAndUploadsNothingTwice() throws IOException {
    try (var organization = Organization.open()) {
      var insert = Map.of("object", "Lead", "operation", "insert");
      var input =
          Map.of(
              "records",
              List.of(
                  Map.of("LastName", "A", "Company", "C"),
                  Map.of("LastName", "B,\"\n", "Company", "D")));
      var cursor = ingest(organization, insert).on(input).cursor().orElseThrow();

      var first = ingest(organization, insert).withCursor(cursor).on(input).only();
      var again = ingest(organization, insert).withCursor(cursor).on(input).only();

      assertThat(again.asMap()).containsEntry("job", first.asMap().get("job"));
      assertThat(organization.count("SELECT COUNT() FROM Lead")).isEqualTo(2);
    }
  }

  @Test
  void uploadWhoseAnswerWasLostIsNotMadeAgain() throws IOException {
    try (var organization = Organization.open()) {
      var insert = Map.of("object", "Lead", "operation", "insert");
      var input = Map.of("records", List.of(Map.of("LastName", "A", "Company", "C")));
      var cursor = ingest(organization, insert).on(input).cursor().orElseThrow();
      // The third request of the attempt closes the job: it dies between upload and that.
      organization.emulator().faults().fail(3, 503);
      var died = ingest(organization, insert).withCursor(cursor).on(input);
      organization.emulator().faults().fail(0, 503);

      var done = ingest(organization, insert).withCursor(cursor).on(input).only();

      assertThat(died.outcome()).isInstanceOf(Outcome.RetriedLater.class);
      assertThat(done.asMap()).containsEntry("processed", 1).containsEntry("failed", 0);
      assertThat(organization.count("SELECT COUNT() FROM Lead")).isEqualTo(1);
    }
  }

  @Test
  void jobThatFailsSaysWhy() throws IOException {
    try (var organization = Organization.open()) {
      var input = Map.of("records", List.of(Map.of("External_Id__c", "1", "Nope", "x")));
      var cursor = ingest(organization, UPSERT).on(input).cursor().orElseThrow();

      var outcome = ingest(organization, UPSERT).withCursor(cursor).on(input).outcome();

      assertThat(((Outcome.GivenUp) outcome).message())
          .contains("Failed: InvalidBatch : Field name not found : Nope");
    }
  }

  @Test
  void resultOfAQueryComesInFilesAndALaterAttemptGoesOn() throws IOException {
    try (var organization = Organization.open(Map.of("Lead", 2500L))) {
      var fields = Map.<String, Object>of("soql", "SELECT Id, LastName FROM Lead", "rows", 1000);

      var whole = query(organization, fields).on("{}");
      var rest = query(organization, fields).withCursor(whole.cursor().orElseThrow()).on("{}");

      assertThat(whole.emitted()).hasSize(3);
      assertThat(whole.emitted().getLast().asMap())
          .containsEntry("part", 3)
          .containsEntry("rows", 500)
          .containsEntry("from", 2000);
      assertThat(rest.only().asMap()).containsEntry("part", 3).containsEntry("from", 2000);
      assertThat(content(whole.emitted().getFirst().asMap().get("file")).lines()).hasSize(1001);
    }
  }

  @Test
  void resultOfAQueryComesAsRecordsToo() throws IOException {
    try (var organization = Organization.open()) {
      organization.load(
          "Lead",
          IntStream.range(0, 30)
              .mapToObj(i -> Map.of("LastName", "L\"," + i, "Company", "C"))
              .toList());
      var fields =
          Map.<String, Object>of(
              "soql",
              "SELECT Id, LastName, Email FROM Lead WHERE Company = :company",
              "give",
              "records",
              "rows",
              20);

      var result = query(organization, fields).on("{\"parameters\": {\"company\": \"C\"}}");

      assertThat(result.emitted())
          .hasSize(30)
          .extracting(out -> out.key().orElse(""))
          .doesNotHaveDuplicates();
      assertThat(result.emitted().getLast().asMap())
          .containsEntry("LastName", "L\",29")
          .containsEntry("Email", null);
    }
  }

  @Test
  void aMillionRowsAreReadInAHeapOf64Mebibytes() throws IOException, InterruptedException {
    try (var organization = Organization.open(Map.of("Lead", 1_000_000L))) {
      for (var give : List.of("files", "records")) {
        var process =
            new ProcessBuilder(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SmallHeap.class.getName(),
                    organization.emulator().address(),
                    organization.token(),
                    give)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).startsWith("1000000 rows");
        System.out.println(give + ": " + said.strip());
      }
    }
  }

  private Run ingest(Organization organization, Map<String, String> fields) {
    return Run.action(new BulkIngest())
        .withConnection(organization.byWeb())
        .withFields(fields)
        .withLargeBodies(bodies);
  }

  private Run query(Organization organization, Map<String, Object> fields) {
    return Run.action(new BulkQuery())
        .withConnection(organization.byWeb())
        .withFields(fields)
        .withLargeBodies(bodies);
  }

  private String content(Object standIn) {
    var name = ((Map<?, ?>) standIn).get("$body");
    return new String(bodies.get(String.valueOf(name)), StandardCharsets.UTF_8);
  }
}
