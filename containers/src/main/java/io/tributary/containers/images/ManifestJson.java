package io.tributary.containers.images;

import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads image manifests and configurations: OCI, and Docker schema 2, which has the same shape. */
final class ManifestJson {
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ManifestJson() {}

  /** Fetches a blob's bytes by digest. */
  interface Blobs {
    byte[] read(String digest) throws IOException, ImageBroken;
  }

  static ImageManifest read(ImageDigest digest, byte[] manifest, Blobs blobs)
      throws IOException, ImageBroken {
    JsonNode json = parse(manifest, "manifest");
    var config = blob(json.path("config"));
    var layers = new ArrayList<ImageManifest.Blob>();
    for (JsonNode layer : json.path("layers")) {
      layers.add(blob(layer));
    }
    JsonNode launch = parse(blobs.read(config.digest()), "configuration").path("config");
    var command = texts(launch.path("Entrypoint"));
    command.addAll(texts(launch.path("Cmd")));
    String folder = launch.path("WorkingDir").asString("");
    return new ImageManifest(
        digest,
        config,
        layers,
        new ImageManifest.Launch(
            command, variables(launch.path("Env")), folder.isEmpty() ? "/" : folder));
  }

  /** The digests of what a manifest refers to; whether it is there is not asked. */
  static List<String> parts(byte[] manifest) throws ImageBroken {
    JsonNode json = parse(manifest, "manifest");
    var parts = new ArrayList<String>();
    parts.add(blob(json.path("config")).digest());
    for (JsonNode layer : json.path("layers")) {
      parts.add(blob(layer).digest());
    }
    return parts;
  }

  static JsonNode parse(byte[] bytes, String what) throws ImageBroken {
    try {
      return MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw new ImageBroken("the " + what + " is not JSON", e);
    }
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  private static ImageManifest.Blob blob(JsonNode json) throws ImageBroken {
    String digest = json.path("digest").asString("");
    if (!digest.matches("sha256:[0-9a-f]{64}")) {
      throw new ImageBroken("the manifest names a part without a SHA-256 digest");
    }
    return new ImageManifest.Blob(
        json.path("mediaType").asString(""), digest, json.path("size").asLong(0));
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    for (JsonNode element : array) {
      texts.add(element.asString(""));
    }
    return texts;
  }

  private static Map<String, String> variables(JsonNode array) {
    var variables = new LinkedHashMap<String, String>();
    for (String line : texts(array)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        variables.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return variables;
  }
}
