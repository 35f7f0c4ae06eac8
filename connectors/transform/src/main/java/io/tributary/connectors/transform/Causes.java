package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.CharacterCodingException;
import java.util.function.Supplier;

/** Tells a text that is wrong from one that could not be read, behind a parser's exception. */
final class Causes {
  private static final int DEEPEST = 20;

  private Causes() {}

  /**
   * What the platform said of the reading, or what is said of a text that was read and is wrong.
   */
  static RuntimeException ofReading(Throwable failure, Supplier<GiveUp> wrong) {
    var each = failure;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      if (each instanceof GiveUp || each instanceof RetryLater) {
        return (RuntimeException) each;
      }
      if (each instanceof IOException && !isOfText(each)) {
        return new RetryLater("the large body could not be read: " + each.getMessage(), each);
      }
      each = each.getCause();
    }
    return wrong.get();
  }

  private static boolean isOfText(Throwable failure) {
    return failure instanceof CharacterCodingException
        || failure instanceof CharConversionException
        || failure instanceof UnsupportedEncodingException;
  }

  static boolean isCharset(Throwable failure) {
    var each = failure;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      if (each instanceof CharacterCodingException) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }
}
