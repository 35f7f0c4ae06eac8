package io.tributary.runtime.leaving;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.BodyReference;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Archive;
import io.tributary.runtime.leaving.ReferredBodies.Referred;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.Topics;
import io.tributary.runtime.topics.Topics.Looking;
import io.tributary.runtime.topics.Topics.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Large bodies as files of an export, piece after piece, and beside them a list that says of each
 * whether it is there.
 */
final class BodyFiles {
  private static final String SECRET = "schemas call something in it secret";
  private static final String GONE = "it is not kept any more";
  private static final String BROKEN = "these are not all the bytes that were stored";
  private static final String CUT =
      "there are more large bodies than an export has room for; these are the first ones";

  private final Topics topics;

  BodyFiles(Topics topics) {
    this.topics = topics;
  }

  /**
   * A large body in the list.
   *
   * @param file its path in the archive; absent where the bytes are not there
   * @param fault why they are not, or not all of them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      @Nullable String id,
      @Nullable String sha256,
      @Nullable String file,
      @Nullable String fault) {}

  /**
   * Writes those that may be seen.
   *
   * @param folder where files of this flow's messages are
   */
  void write(Archive archive, String folder, FlowId flow, ReferredBodies bodies)
      throws IOException {
    var lines = new ArrayList<Line>();
    try (var looking = topics.look(FlowTopics.bodies(flow))) {
      for (var body : bodies.shown()) {
        lines.add(write(archive, folder + "/bodies/" + body.id(), looking, body));
      }
    }
    bodies.hidden().forEach(id -> lines.add(new Line(id, null, null, SECRET)));
    if (bodies.isCut()) {
      lines.add(new Line(null, null, null, CUT));
    }
    if (!lines.isEmpty()) {
      archive.lines(
          folder + "/bodies.jsonl", line -> lines.forEach(each -> line.accept(Json.write(each))));
    }
  }

  private static Line write(Archive archive, String file, Looking looking, Referred body)
      throws IOException {
    var reference = BodyReference.parse(body.reference());
    var first = piece(looking, reference, 0);
    if (first.isEmpty()) {
      return new Line(body.id(), body.sha256(), null, GONE);
    }
    var digest = sha256();
    archive.file(file, out -> write(looking, reference, first.get(), digest, out));
    boolean whole = HexFormat.of().formatHex(digest.digest()).equals(body.sha256());
    return new Line(body.id(), body.sha256(), file, whole ? null : BROKEN);
  }

  private static void write(
      Looking looking,
      BodyReference reference,
      byte[] first,
      MessageDigest digest,
      OutputStream out)
      throws IOException {
    var piece = Optional.of(first);
    for (long next = 0; piece.isPresent() && next < reference.bytes(); ) {
      digest.update(piece.get());
      out.write(piece.get());
      next += piece.get().length;
      piece = piece(looking, reference, next);
    }
  }

  /** Of nothing there is a piece of nothing, and so is what comes after the last one. */
  private static Optional<byte[]> piece(Looking looking, BodyReference reference, long position) {
    if (position == reference.bytes()) {
      return Optional.of(new byte[0]);
    }
    return looking
        .at(new Place(reference.partition(), reference.offsetAt(position)))
        .filter(
            record ->
                record.key().equals(reference.id())
                    && record.value().length == reference.sizeAt(position))
        .map(TopicRecord::value);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
