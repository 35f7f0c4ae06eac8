package io.tributary.testkit;

import io.tributary.host.json.Json;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.Limits;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Large bodies in a map of the test's, where the platform has its topics. */
record KeptBodies(Map<String, byte[]> byName, ByteArrayOutputStream arriving) {
  private static final Json JSON = new Json(secret -> {});

  static KeptBodies in(Map<String, byte[]> byName) {
    return new KeptBodies(byName, new ByteArrayOutputStream());
  }

  /** What stands for a body in a message. */
  static Map<String, Object> standIn(String name, byte[] content) {
    try {
      var sum = MessageDigest.getInstance("SHA-256").digest(content);
      return Map.of("$body", name, "size", content.length, "sha256", HexFormat.of().formatHex(sum));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Empty where the frame asks nothing about large bodies. */
  Optional<Frame> answer(Frame frame) {
    return switch (frame.type()) {
      case READ -> Optional.of(part(frame));
      case WRITE -> Optional.of(written(frame));
      default -> Optional.empty();
    };
  }

  private Frame part(Frame question) {
    var answer = Frame.of(FrameType.PART, question.id());
    var content = byName.get(question.bodyText());
    if (content == null) {
      return answer
          .with(HeaderKey.KIND, "give-up")
          .with(HeaderKey.MESSAGE, "the large body is not kept any more");
    }
    int from = Integer.parseInt(question.header(HeaderKey.FROM).orElse("0"));
    int until = Math.min(content.length, from + Limits.PIECE);
    return answer.with(HeaderKey.FROM, from).withBody(Arrays.copyOfRange(content, from, until));
  }

  private Frame written(Frame question) {
    var answer = Frame.of(FrameType.WRITTEN, question.id());
    if (question.header(HeaderKey.FROM).equals(Optional.of("0"))) {
      arriving.reset();
    }
    arriving.writeBytes(question.body());
    if (question.header(HeaderKey.LAST).isEmpty()) {
      return answer;
    }
    var content = arriving.toByteArray();
    arriving.reset();
    var name = "stored-" + (byName.size() + 1);
    byName.put(name, content);
    return answer.withBody(JSON.write(standIn(name, content), "large body"));
  }
}
