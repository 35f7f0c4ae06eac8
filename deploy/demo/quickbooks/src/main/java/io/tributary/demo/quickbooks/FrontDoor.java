package io.tributary.demo.quickbooks;

import java.io.IOException;
import java.util.Map;

/** Knows which part answers which path, and who may ask. */
final class FrontDoor {
  private final Map<String, CompanyApi> companies;
  private final Tokens tokens;
  private final Throttle throttle;
  private final Faults faults;
  private final Webhooks webhooks;
  private final ConsentPage consents;
  private final OAuthApi oauth;

  FrontDoor(
      Map<String, CompanyApi> companies,
      Seed seed,
      Tokens tokens,
      Throttle throttle,
      Faults faults,
      Webhooks webhooks,
      java.time.InstantSource clock) {
    this.companies = companies;
    this.tokens = tokens;
    this.throttle = throttle;
    this.faults = faults;
    this.webhooks = webhooks;
    this.consents = new ConsentPage(seed, clock);
    this.oauth = new OAuthApi(seed, tokens, consents);
  }

  Answer answer(Request request) throws IOException {
    try {
      return switch (request.at(0)) {
        case "_emulator" -> control(request);
        case ".well-known" -> OAuthApi.discovery(request);
        case "connect" -> consents.answer(request);
        case "oauth2", "v2" ->
            request.segments().getLast().equals("revoke")
                ? oauth.revoke(request)
                : oauth.token(request);
        case "v1" -> oauth.userInfo(request);
        case "v3" -> accounting(request);
        default -> throw Problem.notFound();
      };
    } catch (OAuthProblem problem) {
      return problem.answer();
    }
  }

  private Answer accounting(Request request) throws IOException {
    var header = request.header("authorization").orElse("");
    if (!header.startsWith("Bearer ")) {
      throw Problem.unauthenticated("Authorization header is missing");
    }
    var grant =
        tokens
            .holder(header.substring(7).strip())
            .orElseThrow(() -> Problem.unauthenticated("Token expired or revoked"));
    var company = companies.get(request.at(2));
    if (!request.at(1).equals("company") || company == null) {
      throw Problem.notFound();
    }
    if (!grant.realm().equals(request.at(2))) {
      throw Problem.forbidden();
    }
    var accept = request.header("accept").orElse("");
    if (!accept.contains("json") && !accept.contains("pdf") && !request.at(3).equals("download")) {
      // The service would answer in XML, which the caller surely did not mean.
      return Answer.text(406, "text/plain", "Say Accept: application/json; there is no XML here.");
    }
    try (var _ = throttle.enter(request.at(2))) {
      faults.check();
      return company.answer(request);
    }
  }

  private Answer control(Request request) {
    if (request.is("GET") && request.at(1).equals("files")) {
      var sums =
          companies.values().stream()
              .map(each -> each.uploads().sum(request.at(2)))
              .filter(sum -> !sum.isEmpty())
              .findFirst();
      return Answer.json(200, Json.object().put("sha256", sums.orElseThrow(Problem::notFound)));
    }
    if (!request.is("POST")) {
      throw Problem.notFound();
    }
    var query = request.query();
    switch (request.at(1)) {
      case "expire-tokens" -> tokens.expireAccess();
      case "lose-answers" -> faults.loseAnswers(Integer.parseInt(query.getOrDefault("count", "1")));
      case "fail" ->
          faults.fail(
              Integer.parseInt(query.getOrDefault("every", "0")),
              Integer.parseInt(query.getOrDefault("with", "503")));
      case "webhook" ->
          webhooks.aim(
              new Webhooks.Target(
                  query.getOrDefault("url", ""),
                  query.getOrDefault("verifier", webhooks.target().verifier()),
                  query.getOrDefault("format", "").equals("cloudevents")));
      default -> throw Problem.notFound();
    }
    return Answer.empty(204);
  }
}
