package io.tributary.builder.agent;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Sends {@code classes/**} and {@code dependency/*.jar} of a target folder as one ZIP stream. The
 * receiver trusts none of it: names, counts and sizes are judged outside.
 */
final class Output {
  private Output() {}

  static void send(Path target, Path socket) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        var zip =
            new ZipOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel), 64 << 10))) {
      zip.setLevel(Deflater.BEST_SPEED);
      add(zip, target, target.resolve("classes"));
      add(zip, target, target.resolve("dependency"));
    }
  }

  private static void add(ZipOutputStream zip, Path target, Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files.sorted()::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          zip.putNextEntry(new ZipEntry(target.relativize(file).toString()));
          Files.copy(file, zip);
          zip.closeEntry();
        }
      }
    }
  }
}
