package io.tributary.connectors.webhook;

import io.tributary.sdk.Context;
import io.tributary.sdk.LargeBody;
import java.util.Base64;
import java.util.Optional;

/** What becomes of the files in a form. */
final class FormFiles {
  private FormFiles() {}

  /** Where their bytes are. */
  enum Kept {
    INSIDE,
    STORED
  }

  /** A file that was chosen in a form, with its bytes in the message. */
  record FormFile(String filename, String contentType, String base64) {}

  /** A file that was chosen in a form, with its bytes beside the message. */
  record StoredFile(String filename, String contentType, LargeBody file) {}

  static Multipart.Files of(Kept kept, Context context) {
    return switch (kept) {
      // A body that is not large has 1 MiB at most, and so have all its files.
      case INSIDE ->
          (_, filename, contentType, content) ->
              Optional.of(
                  new FormFile(
                      filename,
                      contentType,
                      Base64.getEncoder().encodeToString(content.readAllBytes())));
      case STORED ->
          (_, filename, contentType, content) ->
              Optional.of(new StoredFile(filename, contentType, context.bodies().write(content)));
    };
  }
}
