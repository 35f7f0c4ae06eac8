package io.tributary.builder.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A repository that a test writes down, and that remembers what it was asked for. */
final class MapUpstream implements Upstream {
  private final Map<String, String> files = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  MapUpstream with(String path, String text) {
    files.put(path, text);
    files.put(path + ".sha1", sha1(text));
    return this;
  }

  MapUpstream withWrongSum(String path, String text) {
    files.put(path, text);
    files.put(path + ".sha1", sha1("something else"));
    return this;
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public boolean download(ArtifactPath path, Path into, long mostBytes) throws IOException {
    asked.add(path.value());
    var text = files.get(path.value());
    if (text == null) {
      return false;
    }
    Files.write(into, text.getBytes(UTF_8));
    return true;
  }

  static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
