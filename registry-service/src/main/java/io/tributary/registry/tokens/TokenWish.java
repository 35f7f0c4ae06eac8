package io.tributary.registry.tokens;

import io.tributary.contracts.organizations.Role;
import io.tributary.contracts.problems.ProblemError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A token as somebody wants it; what is wrong with it is told all at once. */
record TokenWish(String name, List<String> scopes, int days) {
  static final int USUAL_DAYS = 90;
  private static final int MOST_DAYS = 365;
  private static final int MOST_SCOPES = 50;
  private static final Pattern NAME = Pattern.compile("(?=.*\\S)\\P{C}{1,60}");

  TokenWish {
    // A null among them is told as a word that nobody knows.
    scopes = scopes.stream().map(String::valueOf).toList();
  }

  Duration length() {
    return Duration.ofDays(days);
  }

  List<ProblemError> faults(Role role) {
    var faults = new ArrayList<ProblemError>();
    if (!NAME.matcher(name).matches()) {
      faults.add(
          ProblemError.at(
              "/name",
              "name-invalid",
              "1 to 60 characters that can be printed",
              "Say what it is for, for example: ci"));
    }
    if (days < 1 || days > MOST_DAYS) {
      faults.add(
          ProblemError.at(
              "/days",
              "days-invalid",
              "a token is good for 1 to %d days".formatted(MOST_DAYS),
              "Make another when it ends."));
    }
    if (scopes.isEmpty() || scopes.size() > MOST_SCOPES) {
      faults.add(
          ProblemError.at(
              "/scopes", "scopes-invalid", "a token has scopes, each once", yours(role)));
    } else {
      addFaultsOfScopes(role, faults);
    }
    return faults;
  }

  private void addFaultsOfScopes(Role role, List<ProblemError> faults) {
    for (int i = 0; i < scopes.size(); i++) {
      var place = "/scopes/" + i;
      var word = scopes.get(i);
      var permission = Scopes.find(word);
      if (permission.isEmpty()) {
        faults.add(
            ProblemError.at(
                place, "scope-unknown", "\"%s\" is no scope".formatted(word), yours(role)));
      } else if (!permission.get().isOf(role)) {
        faults.add(
            ProblemError.at(
                place,
                "scope-beyond-role",
                "your role, %s, has not the permission \"%s\"".formatted(role.word(), word),
                yours(role)));
      }
    }
  }

  private static String yours(Role role) {
    return "Yours to give: " + String.join(", ", Scopes.of(role).words());
  }
}
