package io.tributary.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Where the demo runs.
 *
 * @param server the platform's address
 * @param data the platform's data folder: it holds the demo logins and the ports
 * @param root the folder of the project: it holds the connectors and {@code deploy/demo}
 */
public record DemoPlace(URI server, Path data, Path root) {

  /** Passwords of the demo people by e-mail, as the first start wrote them. */
  Map<String, String> logins() {
    var file = data.resolve("demo-logins");
    try (var lines = Files.lines(file)) {
      return lines
          .map(line -> line.split(" ", 2))
          .filter(pair -> pair.length == 2)
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    } catch (IOException missing) {
      throw new DemoFailed(
          "No demo logins in " + file + ". Start the platform first: ./tributary up", missing);
    }
  }

  /**
   * The sample site's password: made once, so that the connection of an earlier demo stays good.
   */
  String samplePassword() {
    var file = data.resolve("secrets").resolve("sample-site");
    try {
      if (!Files.exists(file)) {
        var ownerOnly =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(file.getParent());
        Files.createFile(file, ownerOnly);
        Files.writeString(file, HexFormat.of().formatHex(new SecureRandom().generateSeed(16)));
      }
      return Files.readString(file);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The port that the platform keeps for the sample site. */
  int samplePort() {
    var ports = new Properties();
    try (var reader = Files.newBufferedReader(data.resolve("ports"))) {
      ports.load(reader);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    var port = ports.getProperty("sample-site");
    if (port == null) {
      throw new DemoFailed("The platform kept no port for the sample site. Restart it.");
    }
    return Integer.parseInt(port);
  }
}
