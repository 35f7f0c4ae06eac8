package io.tributary.builder.artifacts;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A socket on this side of a sandbox, wherever the data folder lies. */
public final class DoorSocket {
  // The kernel allows 107 bytes.
  private static final int LONGEST = 100;

  private DoorSocket() {}

  /** Listens at once; takes the place of one that a crash left behind. */
  public static ServerSocketChannel listen(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      bind(channel, socket);
      // The sandbox's user is another one; the folder around keeps this machine's others out.
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
      return channel;
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** A long path is reached by a short one that leads to its folder for a moment. */
  private static void bind(ServerSocketChannel channel, Path socket) throws IOException {
    var whole = socket.toAbsolutePath();
    if (whole.toString().length() <= LONGEST) {
      channel.bind(UnixDomainSocketAddress.of(whole));
      return;
    }
    var folder = Files.createTempDirectory("tr");
    var link = folder.resolve("d");
    try {
      Files.createSymbolicLink(link, whole.getParent());
      channel.bind(UnixDomainSocketAddress.of(link.resolve(whole.getFileName())));
    } finally {
      Files.deleteIfExists(link);
      Files.delete(folder);
    }
  }
}
