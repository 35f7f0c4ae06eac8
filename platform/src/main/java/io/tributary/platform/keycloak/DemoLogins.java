package io.tributary.platform.keycloak;

import io.tributary.platform.home.SecretFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The demo people's passwords, one {@code email password} a line, in a file of mode 600. */
public record DemoLogins(Path path) {

  /** By e-mail, in the file's order; empty before the first start. */
  public Map<String, String> all() {
    var logins = new LinkedHashMap<String, String>();
    var file = new SecretFile(path);
    if (file.exists()) {
      file.read()
          .lines()
          .map(line -> line.split(" ", 2))
          .filter(pair -> pair.length == 2)
          .forEach(pair -> logins.put(pair[0], pair[1]));
    }
    return logins;
  }

  Optional<String> passwordOf(String email) {
    return Optional.ofNullable(all().get(email));
  }

  /** A new one: four groups of four letters and digits, 80 bits; easy to type, no look-alikes. */
  String make(String email) {
    var alphabet = "abcdefghjkmnpqrstuvwxyz23456789x";
    var bits = SecretFile.random(16);
    var password = new StringBuilder();
    for (int place = 0; place < 16; place++) {
      if (place > 0 && place % 4 == 0) {
        password.append('-');
      }
      int number = Integer.parseInt(bits.substring(place * 2, place * 2 + 2), 16);
      password.append(alphabet.charAt(number % alphabet.length()));
    }
    var logins = all();
    logins.put(email, password.toString());
    new SecretFile(path)
        .write(
            logins.entrySet().stream()
                .map(login -> login.getKey() + " " + login.getValue())
                .collect(Collectors.joining("\n", "", "\n")));
    return password.toString();
  }
}
