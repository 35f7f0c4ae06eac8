package io.tributary.protocol;

/** Keys of the headers that version 1 knows. */
public final class HeaderKey {
  public static final String PROTOCOL = "protocol";
  public static final String HOST = "host";
  public static final String TOKEN = "token";
  public static final String CREDITS = "credits";
  public static final String KEY = "key";
  public static final String SCOPE = "scope";
  public static final String STATUS = "status";
  public static final String KIND = "kind";
  public static final String ERROR = "error";
  public static final String MESSAGE = "message";
  public static final String RETRY_AFTER_MS = "retry-after-ms";
  public static final String LEVEL = "level";
  public static final String NAME = "name";
  public static final String VALUE = "value";
  public static final String EXECUTION = "execution";
  public static final String IDEMPOTENCY_KEY = "idempotency-key";
  public static final String ATTEMPT = "attempt";
  public static final String STEPS = "steps";
  public static final String SNAPSHOT = "snapshot";
  public static final String CURSOR = "cursor";
  public static final String TRACE = "trace";
  public static final String FROM = "from";
  public static final String LAST = "last";

  /** Before the name of each HTTP header of a {@link FrameType#REPLY}. */
  public static final String REPLY_HEADER_PREFIX = "header.";

  private HeaderKey() {}

  static boolean isValid(String key) {
    if (key.isEmpty() || key.length() > 255) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      if (!isAllowed(key.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean isAllowed(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= '0' && character <= '9')
        || character == '.'
        || character == '-';
  }
}
