package io.tributary.containers.base;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The Maven that components are built with: checked, then unpacked without its shell scripts. */
final class MavenArchive {
  private MavenArchive() {}

  static String checksum() throws IOException {
    return Data.lines("maven.sha512").getFirst();
  }

  /** Unpacks it so that its parts have names without versions where a command needs them. */
  static void unpack(Path target) throws IOException {
    check();
    try (var tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Data.open(Data.MAVEN))))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String path = entry.getName().replaceFirst("^[^/]*/", "");
        if (!entry.isFile() || path.matches("bin/mvn.*") || path.endsWith(".dll")) {
          continue;
        }
        if (path.matches("boot/plexus-classworlds-[0-9.]+\\.jar")) {
          path = "boot/plexus-classworlds.jar";
        }
        Path file = target.resolve(path).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("a path leads out of the Maven archive: " + path);
        }
        Files.createDirectories(file.resolve("..").normalize());
        Files.copy(tar, file);
      }
    }
  }

  private static void check() throws IOException {
    try (var in =
        new DigestInputStream(Data.open(Data.MAVEN), MessageDigest.getInstance("SHA-512"))) {
      in.transferTo(OutputStream.nullOutputStream());
      String found = HexFormat.of().formatHex(in.getMessageDigest().digest());
      if (!found.equals(checksum())) {
        throw new IOException("the Maven archive of this build has checksum " + found);
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}
