package io.tributary.demo.quickbooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Everything below {@code /v3/company/{realmId}}. */
final class CompanyApi {
  private static final int MOST_REPLAYS = 50_000;
  private static final int LONGEST_REQUEST_ID = 50;

  private final Company company;
  private final Faults faults;
  private final EntityApi entities;
  private final Reading reading;
  private final Batch batch;
  private final Reports reports;
  private final Uploads uploads = new Uploads();

  /** First answers by request id: the same request again gets its first answer again. */
  private final Map<String, Answer> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
          return size() > MOST_REPLAYS;
        }
      };

  CompanyApi(Company company, Faults faults) {
    this.company = company;
    this.faults = faults;
    this.entities = new EntityApi(company);
    this.reading = new Reading(company);
    this.batch = new Batch(company, entities, reading);
    this.reports = new Reports(company);
  }

  EntityApi entities() {
    return entities;
  }

  Company company() {
    return company;
  }

  Uploads uploads() {
    return uploads;
  }

  /** Reads what is long before it holds others up, then has the company for itself. */
  Answer answer(Request request) throws IOException {
    checked(request);
    var parts = request.at(3).equals("upload") ? uploads.read(request) : Map.<String, Object>of();
    var body = request.at(3).equals("upload") ? new byte[0] : request.body().readAllBytes();
    if (request.is("POST")) {
      faults.runBeforeWrite();
    }
    synchronized (company) {
      var id = request.query().getOrDefault("requestid", "");
      if (id.isEmpty() || !request.is("POST")) {
        return answer(request, body, parts);
      }
      var first = answers.get(id);
      if (first != null) {
        return first;
      }
      var answer = answer(request, body, parts);
      answers.put(id, answer);
      return answer;
    }
  }

  private static void checked(Request request) {
    if (request.query().getOrDefault("requestid", "").length() > LONGEST_REQUEST_ID) {
      throw Problem.invalid(
          "2050", "Invalid String", "requestid is longer than 50 characters", "requestid");
    }
    var minor = request.query().getOrDefault("minorversion", "");
    if (!minor.matches("[0-9]{0,3}")) {
      throw Problem.invalid(
          "2010",
          "Request has invalid or unsupported property",
          "minorversion must be a number",
          "minorversion");
    }
  }

  private Answer answer(Request request, byte[] body, Map<String, Object> parts) {
    return switch (request.at(3)) {
      case "query" -> wrapped("QueryResponse", reading.query(queryOf(request, body)));
      case "cdc" ->
          timed(reading.changes(need(request, "entities"), need(request, "changedSince")));
      case "batch" -> timed(batch.run(objectOf(request, body)));
      case "reports" -> Answer.json(200, reports.report(request.at(4), request.query()));
      case "upload" -> timed(uploads.keep(parts, entities, company));
      case "download" ->
          Answer.text(200, "text/plain", request.base() + "/_emulator/files/" + request.at(4));
      default -> entity(request, body);
    };
  }

  private Answer entity(Request request, byte[] body) {
    var type = company.type(request.at(3)).orElseThrow(Problem::notFound);
    if (request.is("GET")) {
      var id = type.kind() == EntityType.Kind.COMPANY ? "1" : request.at(4);
      if (request.at(5).equals("pdf")) {
        var pdf =
            "%%PDF-1.4%n%% %s %s%n%%%%EOF%n".formatted(type.name(), entities.read(type, id).id());
        return Answer.text(200, "application/pdf", pdf);
      }
      return wrapped(type.name(), entities.read(type, id).shown());
    }
    if (!request.is("POST")) {
      throw Problem.unsupported(request.method());
    }
    if (request.at(5).equals("send")) {
      var to = Optional.ofNullable(request.query().get("sendTo"));
      return wrapped(type.name(), entities.sent(type, request.at(4), to).shown());
    }
    var given = objectOf(request, body);
    var include = request.query().getOrDefault("include", "");
    var operation = request.query().getOrDefault("operation", "");
    return wrapped(type.name(), entities.write(type, given, operation, include));
  }

  private static String queryOf(Request request, byte[] body) {
    var text =
        request.is("POST")
            ? new String(body, StandardCharsets.UTF_8)
            : request.query().getOrDefault("query", "");
    if (text.isBlank()) {
      throw Problem.required("query");
    }
    return text;
  }

  private static ObjectNode objectOf(Request request, byte[] body) {
    if (!request.header("content-type").orElse("").startsWith("application/json")) {
      throw Problem.invalid(
          "2010",
          "Request has invalid or unsupported property",
          "Content-Type must be application/json",
          "");
    }
    return Json.objectOf(new java.io.ByteArrayInputStream(body));
  }

  private static String need(Request request, String name) {
    var value = request.query().getOrDefault(name, "");
    if (value.isEmpty()) {
      throw Problem.required(name);
    }
    return value;
  }

  private Answer wrapped(String name, ObjectNode node) {
    var body = Json.object();
    body.set(name, node);
    return timed(body);
  }

  private Answer timed(ObjectNode body) {
    return Answer.json(200, body.put("time", Times.withMillis(company.now())));
  }
}
