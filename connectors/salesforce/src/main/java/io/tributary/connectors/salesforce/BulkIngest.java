package io.tributary.connectors.salesforce;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.LargeBody;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Writes many records as a bulk job, and gives out what became of them.
 *
 * <p>The first attempt only makes the job and ends, to be called again: its id is then kept by the
 * platform for sure. Every later attempt asks how far the job is and goes on from there, so nothing
 * is uploaded twice, whatever crashed.
 */
public final class BulkIngest implements Action<BulkIngest.Load>, ObjectChoices {
  private static final int LARGEST = 100_000_000;

  /** What the flow's author maps: a CSV file, or records. */
  public record Load(
      Optional<LargeBody> file,
      List<Map<String, Object>> records,
      Optional<String> lineEnding,
      Optional<String> columnDelimiter) {}

  /** What the author chooses. */
  record Fields(Optional<String> object, Optional<String> operation, Optional<String> keyField) {}

  /** The job that was made. */
  record Cursor(String job) {}

  /**
   * What the next steps get.
   *
   * @param successes rows with their record ids, CSV; absent where there are none
   * @param failures rows with their errors, CSV
   * @param unprocessed rows that were not tried, CSV
   */
  record Loaded(
      String job,
      long processed,
      long failed,
      Optional<LargeBody> successes,
      Optional<LargeBody> failures,
      Optional<LargeBody> unprocessed) {}

  @Override
  public void run(Load load, Context context, Emitter out) throws IOException {
    check(load);
    var salesforce = Salesforce.of(context);
    var cursor = context.cursor(Cursor.class);
    if (cursor.isEmpty()) {
      var made = create(salesforce, load, context.fields(Fields.class));
      out.page(new Cursor(made));
      throw new RetryLater("the job " + made + " is made; its records come next", Duration.ZERO);
    }
    var id = cursor.get().job();
    var job = new BulkJob(salesforce, "jobs/ingest/" + id);
    if (job.now().path("state").asString("").equals("Open")) {
      upload(salesforce, job, load);
      salesforce.tree(
          Call.json("PATCH", job.path(), Map.of("state", "UploadComplete")), "input#/file");
    }
    out.emit(loaded(salesforce, job, job.complete(), context));
  }

  private static void check(Load load) {
    if (load.file().isPresent() == !load.records().isEmpty()) {
      throw new GiveUp("input#/file: give either a CSV file or records, and not both");
    }
    if (load.file().filter(file -> file.size() > LARGEST).isPresent()) {
      throw new GiveUp("input#/file: Salesforce takes 100 MB at a time. Split the file");
    }
  }

  private static String create(Salesforce salesforce, Load load, Fields fields) {
    var body = new LinkedHashMap<String, Object>();
    var operation = fields.operation().orElse("upsert");
    body.put("object", Names.object(fields.object()));
    body.put("operation", operation);
    body.put("contentType", "CSV");
    body.put("lineEnding", load.lineEnding().orElse("LF"));
    body.put("columnDelimiter", load.columnDelimiter().orElse("COMMA"));
    if (operation.equals("upsert")) {
      body.put(
          "externalIdFieldName", Names.field("fields#/keyField", fields.keyField().orElse("")));
    }
    return salesforce
        .tree(Call.json("POST", "jobs/ingest", body), "fields#")
        .path("id")
        .asString("");
  }

  private static void upload(Salesforce salesforce, BulkJob job, Load load) {
    var path = job.path() + "/batches";
    var call =
        load.file()
            .map(file -> Call.upload(path, file))
            .orElseGet(() -> Call.upload(path, Csv.of(load.records())));
    try {
      Salesforce.drop(salesforce.attempt(call));
    } catch (ApiRefusal refusal) {
      // An earlier attempt brought all of it, and did not live to say so: one upload is taken.
      if (!refusal.has("INVALIDJOBSTATE")) {
        throw refusal.sorted("input#/file");
      }
    }
  }

  private static Loaded loaded(Salesforce salesforce, BulkJob job, JsonNode state, Context context)
      throws IOException {
    long processed = state.path("numberRecordsProcessed").asLong(0);
    long failed = state.path("numberRecordsFailed").asLong(0);
    return new Loaded(
        state.path("id").asString(""),
        processed,
        failed,
        processed > failed
            ? result(salesforce, job, "successfulResults", context)
            : Optional.empty(),
        failed > 0 ? result(salesforce, job, "failedResults", context) : Optional.empty(),
        result(salesforce, job, "unprocessedrecords", context));
  }

  private static Optional<LargeBody> result(
      Salesforce salesforce, BulkJob job, String name, Context context) throws IOException {
    var answer = salesforce.send(Call.get(job.path() + "/" + name), "Salesforce#/" + job.path());
    try (var body = new java.io.PushbackInputStream(answer.body())) {
      int first = body.read();
      if (first < 0) {
        return Optional.empty();
      }
      body.unread(first);
      return Optional.of(context.bodies().write(body));
    }
  }
}
