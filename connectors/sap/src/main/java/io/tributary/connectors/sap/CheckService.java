package io.tributary.connectors.sap;

import io.tributary.sdk.ConnectionCheck;
import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Setup;
import java.util.regex.Pattern;

/** Reads what the service has, and a little of it. Changes nothing. */
public final class CheckService implements ConnectionCheck {
  private static final Pattern FIELD = Pattern.compile("^connection#/([A-Za-z]+): ");

  @Override
  public Outcome check(Setup setup) {
    try {
      var service = OData.of(setup);
      MetadataCache.askAgain(service.service());
      return with(service, service.metadata());
    } catch (ConnectionRefused | GiveUp refused) {
      return refused(refused.getMessage(), login(setup));
    } catch (RetryLater away) {
      return new Outcome.Refused("url", away.getMessage());
    }
  }

  private static Outcome with(OData service, Metadata metadata) {
    var chosen = service.service().protocol();
    if (chosen.isPresent() && chosen.get() != metadata.protocol()) {
      return new Outcome.Refused(
          "version",
          "the service speaks OData %s. Choose that, or detect"
              .formatted(metadata.protocol() == Protocol.V2 ? "2" : "4"));
    }
    int forbidden = 0;
    var some = metadata.sets().keySet().stream().limit(3).toList();
    for (var set : some) {
      try {
        service.attempt(Call.get(set).asking("$top", "1")).drop();
        break;
      } catch (Refusal refusal) {
        if (refusal.status() == 401 || refusal.isPassing()) {
          throw refusal.sorted("connection#/" + service.login().field());
        }
        forbidden += refusal.status() == 403 ? 1 : 0;
      }
    }
    if (!some.isEmpty() && forbidden == some.size()) {
      return new Outcome.Refused(
          service.login().field(),
          "the user may not read %s. Give it the authorization in SAP, or use another user"
              .formatted(String.join(", ", some)));
    }
    return new Outcome.Works(
        "%s (OData %s, %d entity sets)"
            .formatted(
                metadata.name(),
                metadata.protocol() == Protocol.V2 ? "2" : "4",
                metadata.sets().size()));
  }

  private static Outcome refused(String message, String usual) {
    var field = FIELD.matcher(message);
    return field.find()
        ? new Outcome.Refused(field.group(1), message.substring(field.end()))
        : new Outcome.Refused(usual, message);
  }

  private static String login(Setup setup) {
    try {
      return OData.of(setup).login().field();
    } catch (ConnectionRefused refused) {
      return "";
    }
  }
}
