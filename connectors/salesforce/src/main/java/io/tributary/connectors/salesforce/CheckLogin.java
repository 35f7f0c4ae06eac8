package io.tributary.connectors.salesforce;

import io.tributary.sdk.ConnectionCheck;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Setup;

/** Asks who one is, and whether the chosen version is there. Changes nothing. */
public final class CheckLogin implements ConnectionCheck {
  @Override
  public Outcome check(Setup setup) {
    var salesforce = Salesforce.of(setup);
    try {
      var who = Salesforce.tree(salesforce.attempt(Call.get("/services/oauth2/userinfo")));
      var account =
          "%s (organization %s)"
              .formatted(
                  who.path("preferred_username").asString("?"),
                  who.path("organization_id").asString("?"));
      return withVersion(salesforce, account);
    } catch (ApiRefusal refusal) {
      // Here a token that is none is answered 403 and a page.
      if (refusal.status() == 403 || refusal.status() == 401) {
        return new Outcome.Refused(
            "oauth", "Salesforce does not accept the access token. Authorize the connection again");
      }
      throw refusal.sorted("connection");
    } catch (RetryLater away) {
      return new Outcome.Refused("domain", away.getMessage() + ". Check the domain");
    }
  }

  private static Outcome withVersion(Salesforce salesforce, String account) {
    var version = salesforce.login().version();
    var versions = salesforce.tree(Call.get("/services/data"), "connection");
    boolean known =
        versions
            .valueStream()
            .anyMatch(one -> version.equals("v" + one.path("version").asString("")));
    if (known) {
      return new Outcome.Works(account);
    }
    var newest = versions.path(versions.size() - 1).path("version").asString("65.0");
    return new Outcome.Refused(
        "apiVersion", "Salesforce has no version %s. Write %s".formatted(version, newest));
  }
}
