package io.tributary.registry.intake;

import io.tributary.contracts.names.CommitId;
import io.tributary.icons.IconReader;
import io.tributary.icons.IconReading;
import io.tributary.manifest.Manifest;
import io.tributary.registry.repositories.PushedObjects;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The icons of one push; a push of many refs has only so many drawn that differ. */
final class PushedIcons {
  private static final int MOST = 20;

  private final IconReader reader;
  private final PushedObjects objects;
  private final Set<ByteBuffer> files = new HashSet<>();

  PushedIcons(IconReader reader, PushedObjects objects) {
    this.reader = reader;
    this.objects = objects;
  }

  /**
   * The icon of one commit.
   *
   * @param text of the commit's manifest
   */
  IconReading of(CommitId commit, Manifest manifest, byte[] text) {
    var reading =
        reader.read(manifest, text, (path, most) -> counted(objects.file(commit, path, most)));
    return files.size() > MOST
        ? new IconReading.Refused(List.of(PushFindings.tooManyIcons(MOST)))
        : reading;
  }

  /** One too many is not looked at. */
  private Optional<byte[]> counted(Optional<byte[]> file) {
    return file.filter(
        bytes -> {
          if (files.size() <= MOST) {
            files.add(ByteBuffer.wrap(bytes));
          }
          return files.size() <= MOST;
        });
  }
}
