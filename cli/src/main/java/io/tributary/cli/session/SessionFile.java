package io.tributary.cli.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is kept between commands, in {@code cli.json}, readable by its owner only. A token is kept
 * under the server it is for, so that another {@code --server} never gets it.
 */
final class SessionFile {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SERVER = "server";
  private static final String SESSIONS = "sessions";

  private final Path file;

  SessionFile(Path home) {
    file = home.resolve("cli.json");
  }

  /** The server used last. */
  Optional<String> server() {
    return Optional.ofNullable(read().path(SERVER).asString(null));
  }

  Optional<SignedIn> find(String server) {
    JsonNode kept = read().path(SESSIONS).path(server);
    return kept.isObject() ? Optional.of(SignedIn.of(kept)) : Optional.empty();
  }

  void keep(String server, SignedIn session) {
    var all = read();
    all.put(SERVER, server);
    sessions(all).set(server, session.json());
    write(all);
  }

  void forget(String server) {
    var all = read();
    sessions(all).remove(server);
    write(all);
  }

  private static ObjectNode sessions(ObjectNode all) {
    return all.path(SESSIONS) instanceof ObjectNode sessions ? sessions : all.putObject(SESSIONS);
  }

  private ObjectNode read() {
    try {
      return Files.exists(file) && JSON.readTree(Files.readString(file)) instanceof ObjectNode all
          ? all
          : JsonNodeFactory.instance.objectNode();
    } catch (JacksonException spoiled) {
      return JsonNodeFactory.instance.objectNode();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void write(ObjectNode all) {
    var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.createDirectories(file.getParent());
      // Made with its permissions: at no moment can anybody else read it.
      Path fresh = Files.createTempFile(file.getParent(), "cli", ".json", mine);
      Files.writeString(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
