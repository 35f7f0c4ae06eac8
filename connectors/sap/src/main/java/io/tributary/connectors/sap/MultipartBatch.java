package io.tributary.connectors.sap;

import io.tributary.sdk.RetryLater;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A batch of parts, each a request as HTTP/1.1 writes it; changes of a group within a part. */
record MultipartBatch(List<BatchPart> parts, Protocol protocol, String boundary)
    implements BatchWire {
  private static final String END = "\r\n";

  MultipartBatch(List<BatchPart> parts, Protocol protocol) {
    this(parts, protocol, UUID.randomUUID().toString());
  }

  @Override
  public Call call() {
    var out = new ByteArrayOutputStream();
    for (var stretch : stretches()) {
      line(out, "--batch_" + boundary);
      if (stretch.getFirst().isChange()) {
        changes(out, stretch);
      } else {
        request(out, stretch.getFirst(), "");
      }
    }
    line(out, "--batch_" + boundary + "--");
    var call =
        Call.of("POST", "$batch")
            .withBody("multipart/mixed; boundary=batch_" + boundary, out.toByteArray())
            .with("Accept", "multipart/mixed");
    return protocol == Protocol.V4 ? call.with("Prefer", "odata.continue-on-error") : call;
  }

  /** What is one part: a read, or changes; a change that stands alone is a set of its own. */
  private List<List<BatchPart>> stretches() {
    var all = new ArrayList<List<BatchPart>>();
    for (var part : parts) {
      boolean goesOn =
          !part.group().isEmpty()
              && !all.isEmpty()
              && all.getLast().getFirst().group().equals(part.group());
      if (!goesOn) {
        all.add(new ArrayList<>());
      }
      all.getLast().add(part);
    }
    return all;
  }

  private void changes(ByteArrayOutputStream out, List<BatchPart> stretch) {
    var inner = "changeset_" + stretch.getFirst().id() + "_" + boundary;
    line(out, "Content-Type: multipart/mixed; boundary=" + inner);
    line(out, "");
    for (var part : stretch) {
      line(out, "--" + inner);
      request(out, part, part.id());
    }
    line(out, "--" + inner + "--");
    line(out, "");
  }

  private void request(ByteArrayOutputStream out, BatchPart part, String contentId) {
    line(out, "Content-Type: application/http");
    line(out, "Content-Transfer-Encoding: binary");
    if (!contentId.isEmpty()) {
      line(out, "Content-ID: " + contentId);
    }
    line(out, "");
    line(out, part.method() + " " + part.url() + " HTTP/1.1");
    byte[] body = part.body().map(Json.MAPPER::writeValueAsBytes).orElse(new byte[0]);
    protocol.headers().forEach((name, value) -> header(out, part, name, value));
    part.headers().forEach((name, value) -> line(out, name + ": " + value));
    if (body.length > 0) {
      line(out, "Content-Type: application/json");
      line(out, "Content-Length: " + body.length);
    }
    line(out, "");
    out.writeBytes(body);
    line(out, "");
  }

  private static void header(ByteArrayOutputStream out, BatchPart part, String name, String value) {
    if (part.headers().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
      line(out, name + ": " + value);
    }
  }

  private static void line(ByteArrayOutputStream out, String text) {
    out.writeBytes((text + END).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<BatchAnswer> read(Answer answer) {
    var type = answer.header("content-type").orElse("");
    var tops = BatchReader.parts(Json.bytes(answer), type);
    var answers = new ArrayList<BatchAnswer>();
    var stretches = stretches();
    for (int index = 0; index < stretches.size(); index++) {
      var stretch = stretches.get(index);
      if (index >= tops.size()) {
        stretch.forEach(_ -> answers.add(BatchAnswer.notDone()));
        continue;
      }
      answers.addAll(answers(stretch, tops.get(index), answer.host()));
    }
    return answers;
  }

  /** A set of changes that was refused is answered once, for all of them. */
  private static List<BatchAnswer> answers(
      List<BatchPart> stretch, BatchReader.Part top, String host) {
    if (!top.isMultipart()) {
      var one = top.answer();
      return stretch.stream().map(_ -> one).toList();
    }
    var inner = BatchReader.parts(top.body(), top.type());
    if (inner.size() != stretch.size()) {
      throw new RetryLater(
          "%s: answers %d of %d changes of a group".formatted(host, inner.size(), stretch.size()));
    }
    return BatchReader.ordered(stretch, inner);
  }
}
