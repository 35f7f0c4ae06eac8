package io.tributary.connectors.quickbooks;

import io.tributary.sdk.ConnectionCheck;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Setup;

/** Asks what the company is called. Changes nothing. */
public final class CheckCompany implements ConnectionCheck {
  @Override
  public Outcome check(Setup setup) {
    var quickbooks = QuickBooks.of(setup);
    var realm = quickbooks.login().realm();
    try {
      var info = quickbooks.tree(Call.get("companyinfo/" + realm)).path("CompanyInfo");
      return new Outcome.Works(
          "%s (company %s%s)"
              .formatted(
                  info.path("CompanyName").asString("?"),
                  realm,
                  info.has("Country") ? ", " + info.path("Country").asString("") : ""));
    } catch (Refusal refusal) {
      return refused(refusal, realm);
    } catch (RetryLater away) {
      var field = quickbooks.login().isOwn() ? "address" : "environment";
      return new Outcome.Refused(field, away.getMessage() + ". Check the " + field);
    }
  }

  private static Outcome refused(Refusal refusal, String realm) {
    boolean isOther = refusal.status() == 403 || refusal.status() == 404 || refusal.has("3100");
    if (isOther) {
      return new Outcome.Refused(
          "realmId",
          "the access is not for the company %s. Write the id of the company that was connected, and the environment it is in"
              .formatted(realm));
    }
    if (refusal.isLogin()) {
      return new Outcome.Refused(
          "oauth", "QuickBooks does not accept the access token. Authorize the connection again");
    }
    throw refusal.sorted("connection");
  }
}
