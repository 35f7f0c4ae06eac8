package io.tributary.connectors.sap;

import java.util.List;

/** A way to write a batch, and to read what came of it. */
sealed interface BatchWire permits MultipartBatch, JsonBatch {
  Call call();

  /** One for each request, in the requests' order. */
  List<BatchAnswer> read(Answer answer);
}
