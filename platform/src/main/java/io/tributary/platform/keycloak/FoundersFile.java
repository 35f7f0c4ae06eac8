package io.tributary.platform.keycloak;

import io.tributary.platform.home.Home;
import io.tributary.registry.organizations.Founder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Who owns the organizations that a laptop begins with; kept, because Keycloak is asked once. */
record FoundersFile(Home home) {

  /** Empty before the realm was made. */
  List<Founder> read() {
    try {
      return Files.exists(path())
          ? List.of(JsonMapper.shared().readValue(Files.readString(path()), Founder[].class))
          : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  void write(List<Founder> founders) throws IOException {
    Files.writeString(path(), JsonMapper.shared().writeValueAsString(founders));
  }

  private Path path() {
    return home.run().resolve("founders.json");
  }
}
