package io.tributary.demo.salesforce;

import java.io.IOException;
import java.util.List;

/** Everything below {@code /services/data/vXX.0}. */
final class DataApi implements AutoCloseable {
  /** A request, and who asks in which version. */
  record Call(Request request, String version, int number, String user) {
    /** The segment that many after the version. */
    String at(int index) {
      return request.at(3 + index);
    }

    int size() {
      return request.size() - 3;
    }

    boolean is(String method) {
      return request.is(method);
    }
  }

  private final Org org;
  private final SObjects sobjects;
  private final Queries queries;
  private final Collections collections;
  private final Composite composite;
  private final IngestJobs ingest;
  private final QueryJobs queryJobs;

  DataApi(Org org, long bulkMillis) {
    this.org = org;
    this.sobjects = new SObjects(org);
    this.queries = new Queries(org);
    this.collections = new Collections(org);
    this.composite = new Composite(org, this);
    this.ingest = new IngestJobs(org, bulkMillis);
    this.queryJobs = new QueryJobs(org, bulkMillis);
  }

  Answer answer(Request request, String user) throws IOException {
    var version = request.at(2);
    var call = new Call(request, version, Versions.number(version), user);
    return switch (call.at(0)) {
      case "" -> resources(version, user, request.base());
      case "limits" -> limits();
      case "sobjects" -> sobjects.answer(call);
      case "query" -> queries.answer(call, false);
      case "queryAll" -> queries.answer(call, true);
      case "composite" -> call.size() == 1 ? composite.answer(call) : collections.answer(call);
      case "jobs" -> jobs(call);
      default -> throw Problem.notFound();
    };
  }

  static Problem wrongMethod(Call call) {
    return new Problem(
        405,
        "METHOD_NOT_ALLOWED",
        "HTTP Method '%s' not allowed".formatted(call.request().method()));
  }

  void expireCursors() {
    queries.expire();
  }

  @Override
  public void close() {
    ingest.close();
    queryJobs.close();
  }

  private Answer jobs(Call call) throws IOException {
    return switch (call.at(1)) {
      case "ingest" -> ingest.answer(call);
      case "query" -> queryJobs.answer(call);
      default -> throw Problem.notFound();
    };
  }

  private Answer resources(String version, String user, String base) {
    var node = Json.object();
    for (var name : List.of("sobjects", "query", "queryAll", "limits", "composite", "jobs")) {
      node.put(name, "/services/data/" + version + "/" + name);
    }
    node.put("identity", "%s/id/%s/%s".formatted(base, org.id(), user));
    return Answer.json(200, node);
  }

  private Answer limits() {
    int most = org.seed().dailyRequests();
    var node = Json.object();
    node.putObject("DailyApiRequests")
        .put("Max", most)
        .put("Remaining", Math.max(0, most - org.requests().get()));
    node.putObject("DailyBulkApiBatches").put("Max", 15000).put("Remaining", 15000);
    node.putObject("DailyBulkV2QueryJobs").put("Max", 10000).put("Remaining", 10000);
    node.putObject("DataStorageMB").put("Max", 1024).put("Remaining", 1024);
    return Answer.json(200, node);
  }
}
