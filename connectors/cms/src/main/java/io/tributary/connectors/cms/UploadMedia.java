package io.tributary.connectors.cms;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.LargeBody;
import java.util.Optional;

/** Puts a file into the media library. A repeat finds what the earlier attempt stored. */
public final class UploadMedia implements Action<UploadMedia.Media> {
  /** What the flow's author maps. */
  public record Media(
      String filename,
      Optional<LargeBody> content,
      Optional<String> base64,
      Optional<String> contentType,
      Optional<String> alt,
      Optional<String> caption,
      Optional<String> title,
      Optional<String> description,
      Optional<String> post) {}

  @Override
  public void run(Media media, Context context, Emitter out) {
    var upload = Upload.of(media, context.idempotencyKey());
    var stored = Cms.of(context).upload(upload);
    out.emit(stored.id(), stored);
  }
}
