package io.tributary.foundation.leaving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.contracts.names.OrganizationName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/** What one place gives of an organization: the text of each file of the archive, by its path. */
public final class Exported {
  private Exported() {}

  public static Map<String, String> from(Owned owned, OrganizationName organization)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    var archive = new Archive(bytes);
    owned.export(organization, archive);
    archive.finish();
    return files(bytes.toByteArray());
  }

  /** Of a whole archive. */
  public static Map<String, String> files(byte[] zip) throws IOException {
    var files = new TreeMap<String, String>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip), UTF_8)) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
      }
    }
    return files;
  }
}
