package io.tributary.containers.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A layer's archive, honest or not. */
public final class SampleLayer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

  public SampleLayer file(String path, String content) {
    return file(path, content, 0644);
  }

  SampleLayer file(String path, String content, int mode) {
    var entry = new TarArchiveEntry(path, true);
    entry.setMode(mode);
    return add(entry, content);
  }

  SampleLayer link(String path, String target) {
    var entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK, true);
    entry.setLinkName(target);
    return add(entry, "");
  }

  SampleLayer hardLink(String path, String target) {
    var entry = new TarArchiveEntry(path, TarConstants.LF_LINK, true);
    entry.setLinkName(target);
    return add(entry, "");
  }

  SampleLayer device(String path) {
    return add(new TarArchiveEntry(path, TarConstants.LF_BLK, true), "");
  }

  byte[] bytes() {
    try {
      tar.finish();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SampleLayer add(TarArchiveEntry entry, String content) {
    byte[] text = content.getBytes(UTF_8);
    entry.setSize(text.length);
    // The same files make the same layer.
    entry.setModTime(0);
    try {
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
