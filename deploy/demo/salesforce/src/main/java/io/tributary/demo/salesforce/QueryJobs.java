package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.BulkJob.State;
import io.tributary.demo.salesforce.DataApi.Call;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** Bulk API 2.0, query: a result that is made once, in a file, and read in parts of any size. */
final class QueryJobs implements AutoCloseable {
  private static final int MARK_EVERY = 1000;
  private static final int USUAL_PART = 50_000;

  private final Org org;
  private final BulkJobs jobs;

  /** Where each thousandth row begins in a job's file. */
  private final Map<String, long[]> marks = new ConcurrentHashMap<>();

  QueryJobs(Org org, long millis) {
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
        case "PATCH" -> aborted(call);
        case "DELETE" -> jobs.delete(call.at(2));
        default -> throw DataApi.wrongMethod(call);
      };
    }
    if (!call.at(3).equals("results") || !call.is("GET")) {
      throw Problem.notFound();
    }
    return results(call, jobs.find(call.at(2)));
  }

  @Override
  public void close() {
    jobs.close();
  }

  private Answer created(Call call) {
    var asked = Json.objectOf(call.request().body());
    var operation = asked.path("operation").asString("");
    if (!operation.equals("query") && !operation.equals("queryAll")) {
      throw BulkJob.refused("operation must be query or queryAll");
    }
    var result = SoqlResult.of(org, asked.path("query").asString(""), operation.equals("queryAll"));
    if (!result.isFlat()) {
      throw new Problem(
          400, "API_ERROR", "Aggregate and nested queries are not supported by bulk queries");
    }
    var object = SoqlParser.parsed(asked.path("query").asString(""), org.now()).from();
    var job =
        new BulkJob(
            org.ids().next("750"),
            asked,
            org.schema().find(object).orElseThrow().name(),
            call.user(),
            call.number(),
            State.UPLOAD_COMPLETE,
            org.now());
    jobs.add(job);
    jobs.start(job, () -> work(job, result));
    return Answer.json(200, shown(job));
  }

  private Answer list() {
    var node = Json.object().put("done", true).putNull("nextRecordsUrl");
    var records = node.putArray("records");
    jobs.all().forEach(job -> records.add(shown(job)));
    return Answer.json(200, node);
  }

  private Answer aborted(Call call) {
    var job = jobs.find(call.at(2));
    if (job.state.isEnd()) {
      throw new Problem(400, "INVALIDJOBSTATE", "InvalidJobState : Job is " + job.state.word());
    }
    job.state = State.ABORTED;
    return Answer.json(200, shown(job));
  }

  private static ObjectNode shown(BulkJob job) {
    var node = job.shown("V2Query");
    return job.state == State.JOB_COMPLETE
        ? node.put("numberRecordsProcessed", job.processed)
            .put("retries", 0)
            .put("totalProcessingTime", 1)
        : node;
  }

  private void work(BulkJob job, SoqlResult result) throws IOException {
    var starts = new ArrayList<Long>();
    long at = 0;
    try (var out = new BufferedOutputStream(Files.newOutputStream(job.content), 1 << 16)) {
      for (var rows = result.rows().iterator(); rows.hasNext(); ) {
        var line = line(result.cells(rows.next()), job);
        if (job.processed++ % MARK_EVERY == 0) {
          starts.add(at);
        }
        out.write(line);
        at += line.length;
      }
    }
    Files.write(job.succeeded, line(result.columns(), job));
    marks.put(job.id, starts.stream().mapToLong(Long::longValue).toArray());
  }

  private static byte[] line(List<String> cells, BulkJob job) {
    var line = Csv.line(cells, job.delimiter());
    var whole =
        job.lineEnding.equals("CRLF") ? line.substring(0, line.length() - 1) + "\r\n" : line;
    return whole.getBytes(StandardCharsets.UTF_8);
  }

  private Answer results(Call call, BulkJob job) throws IOException {
    if (job.state != State.JOB_COMPLETE) {
      throw new Problem(400, "INVALIDJOBSTATE", "InvalidJobState : the job is not complete");
    }
    int from = from(call.request().query().getOrDefault("locator", ""));
    int most = number(call.request().query().getOrDefault("maxRecords", "" + USUAL_PART));
    int until = Math.min(job.processed, from + most);
    var locator = until == job.processed ? "null" : locator(until);
    var header = Files.readAllBytes(job.succeeded);
    return Answer.stream(
            200,
            "text/csv",
            out -> {
              out.write(header);
              copy(job, from, until, out);
            })
        .with("Sforce-Locator", locator)
        .with("Sforce-NumberOfRecords", String.valueOf(until - from));
  }

  private void copy(BulkJob job, int from, int until, OutputStream out) throws IOException {
    if (from >= until) {
      return;
    }
    int mark = from / MARK_EVERY;
    try (var in = Files.newInputStream(job.content)) {
      in.skipNBytes(marks.get(job.id)[mark]);
      var lines = new LineBytes(in);
      lines.copy(from - mark * MARK_EVERY, OutputStream.nullOutputStream());
      var buffered = new BufferedOutputStream(out, 1 << 16);
      lines.copy(until - from, buffered);
      buffered.flush();
    }
  }

  private static String locator(int row) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("row-" + row).getBytes(StandardCharsets.US_ASCII));
  }

  private static int from(String locator) {
    if (locator.isEmpty()) {
      return 0;
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(locator), StandardCharsets.US_ASCII);
      if (text.startsWith("row-")) {
        return Integer.parseInt(text.substring(4));
      }
    } catch (IllegalArgumentException broken) {
      // Told below.
    }
    throw new Problem(400, "INVALIDLOCATOR", "The locator is none of this job's: " + locator);
  }

  private static int number(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new Problem(400, "INVALID_INPUT", "maxRecords must be a number above 0");
    }
    return Integer.parseInt(text);
  }
}
