package io.tributary.platform.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir private Path folder;

  @Test
  void dataIsForItsOwnerOnly() throws IOException {
    var home = new Home(folder, folder.resolve("a/data")).prepared();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.data())))
        .isEqualTo("rwx------");
    assertThat(home.logs()).isDirectory();
    assertThat(home.secrets()).isDirectory();
  }

  @Test
  void aFileInTheWayIsRefusedWithRemedy() throws IOException {
    var file = Files.writeString(folder.resolve("data"), "in the way");

    assertThatThrownBy(() -> new Home(folder, file.resolve("below")).prepared())
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("data-not-writable");
              assertThat(refused.remedy()).contains("--data");
            });
  }

  @Test
  void socketsOfWorkersFitWhateverTheDataFolderIsCalled() {
    var home = new Home(folder, folder.resolve("x".repeat(120)));

    assertThat(home.workers().toString()).hasSizeLessThanOrEqualTo(50);
  }

  @Test
  void secretsAreMadeOnceAndForTheirOwnerOnly() throws IOException {
    var secret = new SecretFile(folder.resolve("secret"));

    var made = secret.readOrMake();

    assertThat(made).matches("[0-9a-f]{48}");
    assertThat(secret.readOrMake()).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret.path())))
        .isEqualTo("rw-------");
    assertThat(secret.toString()).doesNotContain(made);
  }

  @Test
  void portsAreRememberedAndTakenOnesPassedOver() throws IOException {
    var file = folder.resolve("ports");
    int free;
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      var ports = new Ports(file);
      free = ports.claim("part", taken.getLocalPort());
      assertThat(free).isNotEqualTo(taken.getLocalPort());
    }

    assertThat(new Ports(file).remembered("part", 1)).isEqualTo(free);
    assertThat(new Ports(file).claim("part", 1)).isEqualTo(free);
  }

  @Test
  void aPartThatComesBackHasThePortThatOthersWereTold() throws IOException {
    var ports = new Ports(folder.resolve("ports"));
    int first = ports.claim("part", 20_000);

    assertThat(ports.claim("part", 20_000)).isEqualTo(first);
    assertThat(ports.claim("other", first)).isNotEqualTo(first);
    try (var _ = new java.net.ServerSocket(first, 1, java.net.InetAddress.getLoopbackAddress())) {
      assertThat(ports.claim("part", 20_000)).isEqualTo(first);
    }
  }
}
