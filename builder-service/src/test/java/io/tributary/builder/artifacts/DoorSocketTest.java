package io.tributary.builder.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorSocketTest {
  @TempDir private Path folder;

  @Test
  void listensInAFolderWhosePathIsTooLongForASocket() throws IOException {
    var deep = Files.createDirectories(folder.resolve("d".repeat(120)));
    try (var door = DoorSocket.listen(deep.resolve("s.sock"))) {
      // As a sandbox sees it: the folder under a short name.
      var mounted = Files.createSymbolicLink(folder.resolve("m"), deep);

      try (var caller = SocketChannel.open(UnixDomainSocketAddress.of(mounted.resolve("s.sock")));
          var heard = door.accept()) {
        assertThat(caller.isConnected()).isTrue();
        assertThat(heard.isOpen()).isTrue();
      }
    }
  }

  @Test
  void takesThePlaceOfALeftSocket() throws IOException {
    var socket = folder.resolve("s.sock");
    DoorSocket.listen(socket).close();

    try (var again = DoorSocket.listen(socket)) {
      assertThat(again.isOpen()).isTrue();
    }
  }
}
