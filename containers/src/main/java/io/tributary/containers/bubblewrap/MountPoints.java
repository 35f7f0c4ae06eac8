package io.tributary.containers.bubblewrap;

import io.tributary.containers.ContainerRefused;
import io.tributary.containers.ContainerRefused.Code;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes the folders and files that something will be mounted over, in an unpacked image: its root
 * is read-only by the time bubblewrap could. Empty ones more do an image no harm, and Docker makes
 * them too.
 */
record MountPoints(Path root) {

  void require(String target, boolean folder) throws IOException, ContainerRefused {
    Path current = root;
    String[] parts = target.substring(1).split("/", -1);
    for (int part = 0; part < parts.length; part++) {
      current = current.resolve(parts[part]);
      boolean last = part == parts.length - 1;
      // Following a link of the image would make a folder somewhere on this machine.
      if (Files.isSymbolicLink(current)) {
        throw new ContainerRefused(
            Code.MOUNT_REFUSED,
            "the image has a link where " + target + " is to be mounted",
            "Make it a folder in the image.");
      }
      if (!Files.exists(current, LinkOption.NOFOLLOW_LINKS)) {
        make(current, folder || !last);
      } else if (Files.isDirectory(current) != (folder || !last)) {
        throw new ContainerRefused(
            Code.MOUNT_REFUSED,
            "the image has something else where " + target + " is to be mounted",
            "Mount a folder over a folder, and a file over a file.");
      }
    }
  }

  private static void make(Path path, boolean folder) throws IOException {
    try {
      if (folder) {
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      } else {
        Files.createFile(path);
      }
    } catch (FileAlreadyExistsException e) {
      // Somebody else started the same image at the same time.
      return;
    }
  }
}
