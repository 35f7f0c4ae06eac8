package io.tributary.demo.salesforce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Knows which part answers which path, and who may ask. */
final class FrontDoor {
  private final Org org;
  private final Sessions sessions;
  private final Faults faults;
  private final DataApi data;
  private final OAuthApi oauth;
  private final SoapLogin soap;

  FrontDoor(Org org, Sessions sessions, Faults faults, DataApi data) {
    this.org = org;
    this.sessions = sessions;
    this.faults = faults;
    this.data = data;
    this.oauth = new OAuthApi(org, sessions);
    this.soap = new SoapLogin(org, sessions);
  }

  Answer answer(Request request) throws IOException {
    if (request.at(0).equals("_emulator")) {
      return control(request);
    }
    if (request.at(0).equals("id")) {
      return oauth.identity(request);
    }
    if (!request.at(0).equals("services")) {
      throw Problem.notFound();
    }
    return switch (request.at(1)) {
      case "oauth2" -> oauth.answer(request);
      case "Soap" -> soap.answer(request);
      case "data" -> request.size() == 2 ? Versions.list() : counted(request, false);
      case "apexrest" -> counted(request, true);
      default -> throw Problem.notFound();
    };
  }

  private Answer counted(Request request, boolean apex) throws IOException {
    var session = sessions.of(request);
    faults.check();
    int most = org.seed().dailyRequests();
    int used = org.requests().incrementAndGet();
    if (used > most) {
      throw new Problem(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    }
    Answer answer;
    try {
      answer = apex ? echo(request) : data.answer(request, session.userId());
    } catch (Problem problem) {
      answer = Answer.json(problem.status(), problem.body());
    }
    return answer.with("Sforce-Limit-Info", "api-usage=" + used + "/" + most);
  }

  private static Answer echo(Request request) throws IOException {
    var path = String.join("/", request.segments().subList(2, request.size()));
    var node = Json.object().put("method", request.method()).put("path", "/" + path);
    var query = node.putObject("query");
    request.query().forEach(query::put);
    node.put("body", new String(request.body().readAllBytes(), StandardCharsets.UTF_8));
    return Answer.json(200, node);
  }

  private Answer control(Request request) {
    if (!request.is("POST")) {
      throw new Problem(405, "METHOD_NOT_ALLOWED", "Use POST");
    }
    switch (request.at(1)) {
      case "expire-sessions" -> sessions.expireAll();
      case "expire-cursors" -> data.expireCursors();
      case "fail" ->
          faults.fail(
              Integer.parseInt(request.query().getOrDefault("every", "0")),
              Integer.parseInt(request.query().getOrDefault("with", "503")));
      default -> throw Problem.notFound();
    }
    return Answer.empty(204);
  }
}
