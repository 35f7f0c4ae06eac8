package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.BulkJob.State;
import io.tributary.demo.salesforce.DataApi.Call;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Bulk API 2.0, ingest: a file of records, worked on later, with a result for each. */
final class IngestJobs implements AutoCloseable {
  private static final long LARGEST = 150_000_000;
  private static final List<String> OPERATIONS =
      List.of("insert", "update", "upsert", "delete", "hardDelete");

  private final Org org;
  private final BulkJobs jobs;

  IngestJobs(Org org, long millis) {
    this.org = org;
    this.jobs = new BulkJobs(millis);
  }

  Answer answer(Call call) throws IOException {
    if (call.size() == 2) {
      return call.is("POST") ? created(call) : list();
    }
    if (call.size() == 3) {
      return switch (call.request().method()) {
        case "GET" -> Answer.json(200, shown(jobs.find(call.at(2))));
        case "PATCH" -> moved(call);
        case "DELETE" -> jobs.delete(call.at(2));
        default -> throw DataApi.wrongMethod(call);
      };
    }
    var job = jobs.find(call.at(2));
    return switch (call.at(3)) {
      case "batches" -> upload(call, job);
      case "successfulResults" -> results(job, job.succeeded, List.of("sf__Id", "sf__Created"));
      case "failedResults" -> results(job, job.failed, List.of("sf__Id", "sf__Error"));
      case "unprocessedrecords" -> unprocessed(job);
      default -> throw Problem.notFound();
    };
  }

  @Override
  public void close() {
    jobs.close();
  }

  private Answer created(Call call) {
    var asked = Json.objectOf(call.request().body());
    var operation = asked.path("operation").asString("");
    if (!OPERATIONS.contains(operation)) {
      throw BulkJob.refused("operation is unknown: " + operation);
    }
    var type =
        org.schema()
            .find(asked.path("object").asString(""))
            .orElseThrow(() -> BulkJob.refused("Unable to find object: " + asked.path("object")));
    var key = asked.path("externalIdFieldName").asString("");
    boolean fits =
        key.equalsIgnoreCase("Id") || type.field(key).filter(Field::externalId).isPresent();
    if (operation.equals("upsert") && !fits) {
      throw BulkJob.refused("External ID was blank or is no external id of " + type.name());
    }
    var job =
        new BulkJob(
            org.ids().next("750"),
            asked,
            type.name(),
            call.user(),
            call.number(),
            State.OPEN,
            org.now());
    jobs.add(job);
    return Answer.json(200, shown(job));
  }

  private Answer list() {
    var node = Json.object().put("done", true).putNull("nextRecordsUrl");
    var records = node.putArray("records");
    jobs.all().forEach(job -> records.add(shown(job)));
    return Answer.json(200, node);
  }

  private Answer upload(Call call, BulkJob job) throws IOException {
    if (!call.is("PUT")) {
      throw DataApi.wrongMethod(call);
    }
    if (!call.request().header("content-type").orElse("").startsWith("text/csv")) {
      throw new Problem(400, "INVALIDBATCH", "InvalidBatch : Content-Type must be text/csv");
    }
    if (job.state != State.OPEN || job.uploaded) {
      throw new Problem(
          400, "INVALIDJOBSTATE", "InvalidJobState : content was uploaded, or the job is closed");
    }
    try (var out = Files.newOutputStream(job.content)) {
      if (call.request().body().transferTo(out) > LARGEST) {
        throw new Problem(413, "INVALIDBATCH", "InvalidBatch : more than 150,000,000 bytes");
      }
    }
    job.uploaded = true;
    return Answer.empty(201);
  }

  private Answer moved(Call call) {
    var job = jobs.find(call.at(2));
    var state = Json.objectOf(call.request().body()).path("state").asString("");
    switch (state) {
      case "UploadComplete" -> {
        if (job.state != State.OPEN) {
          throw new Problem(400, "INVALIDJOBSTATE", "InvalidJobState : Job is " + job.state.word());
        }
        job.state = State.UPLOAD_COMPLETE;
        jobs.start(job, () -> work(job));
      }
      case "Aborted" -> {
        if (job.state.isEnd()) {
          throw new Problem(400, "INVALIDJOBSTATE", "InvalidJobState : Job is " + job.state.word());
        }
        job.state = State.ABORTED;
      }
      default -> throw BulkJob.refused("state must be UploadComplete or Aborted");
    }
    return Answer.json(200, shown(job));
  }

  private ObjectNode shown(BulkJob job) {
    var node = job.shown("V2Ingest");
    if (job.state == State.OPEN) {
      node.put(
          "contentUrl",
          "services/data/v%d.0/jobs/ingest/%s/batches".formatted(job.version, job.id));
    }
    return node.put("numberRecordsProcessed", job.processed)
        .put("numberRecordsFailed", job.failures)
        .put("retries", 0)
        .put("totalProcessingTime", 1)
        .put("apiActiveProcessingTime", 1)
        .put("apexProcessingTime", 0);
  }

  private void work(BulkJob job) throws IOException {
    try (var in = Files.newBufferedReader(job.content, StandardCharsets.UTF_8);
        var good = Files.newBufferedWriter(job.succeeded);
        var bad = Files.newBufferedWriter(job.failed)) {
      checkLineEnding(job);
      var csv = new Csv(in, job.delimiter());
      var header = csv.next().orElseThrow(() -> new IOException("InvalidBatch : no header row"));
      var type = org.schema().find(job.object).orElseThrow();
      checkHeader(type, header);
      good.write(Csv.line(joined("sf__Id", "sf__Created", header), job.delimiter()));
      bad.write(Csv.line(joined("sf__Id", "sf__Error", header), job.delimiter()));
      for (var row = csv.next(); row.isPresent(); row = csv.next()) {
        one(job, type, header, row.get(), good, bad);
        job.processed++;
      }
    }
  }

  private void one(
      BulkJob job,
      ObjectType type,
      List<String> header,
      List<String> row,
      BufferedWriter good,
      BufferedWriter bad)
      throws IOException {
    try {
      if (row.size() != header.size()) {
        throw new Problem(
            400,
            "INVALID_CSV_ROW",
            "%d columns where the header has %d".formatted(row.size(), header.size()));
      }
      var saved = changed(job, type, node(header, row));
      good.write(
          Csv.line(joined(saved.id(), String.valueOf(saved.created()), row), job.delimiter()));
    } catch (Problem problem) {
      job.failures++;
      bad.write(Csv.line(joined("", problem.asCell(), row), job.delimiter()));
    }
  }

  private Records.Saved changed(BulkJob job, ObjectType type, ObjectNode node) {
    var records = new Records(org);
    if (job.operation.equals("insert")) {
      return records.create(type, node, job.user);
    }
    var keyName = job.operation.equals("upsert") ? job.externalId : "Id";
    var key = type.field(keyName).orElseThrow();
    var given = node.remove(key.name());
    if (given == null) {
      throw new Problem(400, "MISSING_ARGUMENT", keyName + " not specified", List.of(keyName));
    }
    var value = given.asString("");
    return switch (job.operation) {
      case "upsert" -> records.upsert(type, key, value, node, job.user);
      case "update" -> {
        records.update(type, value, node, job.user);
        yield new Records.Saved(value, false);
      }
      default -> {
        records.delete(type, value, job.user);
        yield new Records.Saved(value, false);
      }
    };
  }

  /** An empty cell changes nothing; #N/A clears the field; Account.Key names a parent. */
  private static ObjectNode node(List<String> header, List<String> row) {
    var node = Json.object();
    for (int i = 0; i < header.size(); i++) {
      var cell = row.get(i);
      if (cell.isEmpty()) {
        continue;
      }
      var name = header.get(i);
      int dot = name.indexOf('.');
      if (dot > 0) {
        node.putObject(name.substring(0, dot)).put(name.substring(dot + 1), cell);
      } else {
        node.put(name, cell.equals("#N/A") ? null : cell);
      }
    }
    return node;
  }

  private static void checkHeader(ObjectType type, List<String> header) throws IOException {
    for (var name : header) {
      int dot = name.indexOf('.');
      boolean known =
          dot > 0
              ? type.relationship(name.substring(0, dot)).isPresent()
              : type.field(name).filter(field -> field.name().equals(name)).isPresent();
      if (!known) {
        throw new IOException("InvalidBatch : Field name not found : " + name);
      }
    }
  }

  private static void checkLineEnding(BulkJob job) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(job.content), StandardCharsets.UTF_8))) {
      int before = -1;
      for (int letter = in.read(); letter >= 0 && letter != '\n'; letter = in.read()) {
        before = letter;
      }
      if ((before == '\r') != job.lineEnding.toUpperCase(Locale.ROOT).equals("CRLF")) {
        throw new IOException("InvalidBatch : LineEnding is invalid on user data");
      }
    }
  }

  private static List<String> joined(String first, String second, List<String> rest) {
    var all = new ArrayList<String>(List.of(first, second));
    all.addAll(rest);
    return all;
  }

  private static Answer results(BulkJob job, Path file, List<String> header) throws IOException {
    if (!job.state.isEnd()) {
      throw new Problem(400, "INVALIDJOBSTATE", "InvalidJobState : the job is not complete");
    }
    if (Files.size(file) == 0) {
      return Answer.text(200, "text/csv", Csv.line(header, job.delimiter()));
    }
    return Answer.stream(200, "text/csv", out -> Files.copy(file, out));
  }

  private static Answer unprocessed(BulkJob job) {
    if (!job.state.isEnd()) {
      throw new Problem(400, "INVALIDJOBSTATE", "InvalidJobState : the job is not complete");
    }
    return job.state == State.JOB_COMPLETE
        ? Answer.text(200, "text/csv", "")
        : Answer.stream(200, "text/csv", out -> Files.copy(job.content, out));
  }
}
