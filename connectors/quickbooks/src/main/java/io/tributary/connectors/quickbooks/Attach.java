package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.LargeBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Attaches a file to an object, or stores it without one. The file is streamed. */
public final class Attach implements Action<Attach.Input> {
  private static final long LARGEST = 100L * 1024 * 1024;

  /**
   * What the flow's author maps.
   *
   * @param id of the object that the file is attached to
   * @param includeOnSend whether it goes along when the object is sent
   */
  public record Input(
      LargeBody file,
      String fileName,
      Optional<String> contentType,
      Optional<String> note,
      Optional<String> entity,
      Optional<String> id,
      Optional<Boolean> includeOnSend) {}

  /** What the next steps get. */
  record Attached(String Id, String fileName, long size, Map<String, Object> object) {}

  @Override
  public void run(Input input, Context context, Emitter out) {
    check(input);
    var form = FormWithFile.of(metadata(input), input.fileName(), type(input), input.file());
    var call = Call.upload("upload", form.contentType(), form::body);
    var attached = uploaded(call, context);
    out.emit(
        attached.path("Id").asString(""),
        new Attached(
            attached.path("Id").asString(""),
            attached.path("FileName").asString(""),
            attached.path("Size").asLong(0),
            Tree.map(attached)));
  }

  private static JsonNode uploaded(Call call, Context context) {
    var id = RequestIds.of(context).id("upload");
    var body = QuickBooks.of(context).tree(call.with("requestid", id), "input#");
    var response = body.path("AttachableResponse").path(0);
    if (Refusal.isFault(response)) {
      var none = java.net.http.HttpHeaders.of(Map.of(), (_, _) -> true);
      throw Refusal.of(200, none, response).sorted("input#");
    }
    return response.path("Attachable");
  }

  private static void check(Input input) {
    if (input.file().size() == 0) {
      throw new GiveUp("input#/file: is empty. Map a file with content");
    }
    if (input.file().size() > LARGEST) {
      throw new GiveUp(
          "input#/file: has %,d bytes, and QuickBooks takes 100 MB. Make it smaller"
              .formatted(input.file().size()));
    }
    if (input.fileName().isBlank() || input.fileName().matches("(?s).*[\\r\\n\"\\\\/].*")) {
      throw new GiveUp(
          "input#/fileName: is empty, or has a line break, quote or slash. Write a name such as"
              + " bill.pdf");
    }
    if (input.entity().isPresent() != input.id().isPresent()) {
      throw new GiveUp(
          "input#/id: entity and id belong together. Map both, or neither to store the file alone");
    }
  }

  private static String type(Input input) {
    var type = input.contentType().map(String::strip).orElse("application/octet-stream");
    if (!type.matches("[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+(;[ -~]*)?")) {
      throw new GiveUp(
          "input#/contentType: \"%s\" is none. Write one such as application/pdf".formatted(type));
    }
    return type;
  }

  private static Map<String, Object> metadata(Input input) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("FileName", input.fileName());
    metadata.put("ContentType", type(input));
    input.note().ifPresent(note -> metadata.put("Note", note));
    if (input.entity().isPresent()) {
      var kind = EntityKind.of("input#/entity", input.entity());
      metadata.put(
          "AttachableRef",
          List.of(
              Map.of(
                  "EntityRef",
                  Map.of("type", kind.name(), "value", input.id().orElseThrow()),
                  "IncludeOnSend",
                  input.includeOnSend().orElse(false))));
    }
    return metadata;
  }
}
