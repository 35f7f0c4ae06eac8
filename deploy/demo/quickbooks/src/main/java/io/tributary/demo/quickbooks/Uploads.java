package io.tributary.demo.quickbooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** Files that are attached: their sizes and sums are kept, not their bytes. */
final class Uploads {
  private static final long LARGEST = 100L * 1024 * 1024;
  private static final int LARGEST_METADATA = 64 * 1024;

  /** A file that came. */
  record Arrived(String name, String type, long size, String sha256) {}

  private final Map<String, String> sums = new ConcurrentHashMap<>();

  /** Reads the whole form before anything is kept. */
  Map<String, Object> read(Request request) throws IOException {
    var parts = new TreeMap<String, Object>();
    var form = new Multipart(request.header("content-type").orElse(""), request.body());
    for (boolean more = form.begin(); more; ) {
      var head = form.head();
      if (head.name().startsWith("file_metadata_")) {
        var bytes = new ByteArrayOutputStream();
        more = form.copy(limited(bytes, LARGEST_METADATA));
        parts.put(
            head.name(), Json.objectOf(new java.io.ByteArrayInputStream(bytes.toByteArray())));
      } else {
        var file = new Counting();
        var pieces = new java.io.BufferedOutputStream(limited(file.out, LARGEST), 64 * 1024);
        more = form.copy(pieces);
        pieces.flush();
        parts.put(head.name(), file.arrived(head));
      }
    }
    return parts;
  }

  /** Makes an attachable of each file, with the metadata of the same number. */
  ObjectNode keep(Map<String, Object> parts, EntityApi entities, Company company) {
    var type = company.type("Attachable").orElseThrow();
    var body = Json.object();
    var responses = body.putArray("AttachableResponse");
    for (var entry : parts.entrySet()) {
      if (!(entry.getValue() instanceof Arrived file)) {
        continue;
      }
      var number = entry.getKey().replaceAll(".*_", "");
      var given =
          parts.get("file_metadata_" + number) instanceof ObjectNode metadata
              ? metadata
              : Json.object();
      try {
        var row = attachable(type, given, file, entities, company);
        responses.addObject().set("Attachable", row.shown());
      } catch (Problem problem) {
        responses.addObject().set("Fault", problem.fault());
      }
    }
    if (responses.isEmpty()) {
      throw Problem.required("file_content_0");
    }
    return body;
  }

  /** Hex of the sum of an attachable's bytes; empty where there is none. */
  String sum(String attachable) {
    return sums.getOrDefault(attachable, "");
  }

  private Row attachable(
      EntityType type, ObjectNode given, Arrived file, EntityApi entities, Company company) {
    if (given.path("FileName").asString("").isEmpty()) {
      given.put("FileName", file.name());
    }
    if (given.path("ContentType").asString("").isEmpty()) {
      given.put("ContentType", file.type());
    }
    for (var reference : given.path("AttachableRef")) {
      var target = reference.path("EntityRef");
      company
          .type(target.path("type").asString(""))
          .flatMap(found -> company.find(found, target.path("value").asString("")))
          .orElseThrow(Problem::objectNotFound);
    }
    var row = entities.create(type, given);
    row.fields()
        .put("Size", file.size())
        .put("FileAccessUri", "/v3/company/%s/download/%s".formatted(company.realm(), row.id()));
    sums.put(row.id(), file.sha256());
    return row;
  }

  private static final class Counting {
    private final MessageDigest digest = sha256();
    private long size;
    private final OutputStream out =
        new DigestOutputStream(
            new OutputStream() {
              @Override
              public void write(int one) {
                size++;
              }

              @Override
              public void write(byte[] some, int from, int length) {
                size += length;
              }
            },
            digest);

    Arrived arrived(Multipart.Head head) {
      return new Arrived(
          head.fileName(), head.contentType(), size, HexFormat.of().formatHex(digest.digest()));
    }
  }

  private static OutputStream limited(OutputStream out, long most) {
    return new OutputStream() {
      private long size;

      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] some, int from, int length) throws IOException {
        size += length;
        if (size > most) {
          throw Problem.business("The file is too large.", "");
        }
        out.write(some, from, length);
      }
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
