package io.tributary.connectors.http;

import io.tributary.sdk.Context;
import io.tributary.sdk.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Gives an answer out as what its content type says it is. */
final class Answers {
  /** What is more is stored beside the message. */
  static final int LARGEST_INSIDE = 1024 * 1024;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:-]{1,40})");
  private static final Pattern TEXT =
      Pattern.compile(
          "text/.*|application/(?:xml|x-www-form-urlencoded|javascript|yaml|.*\\+(?:xml|yaml))");
  private static final Pattern IS_JSON = Pattern.compile("application/json|.*\\+json|text/json");

  private Answers() {}

  /** What the next steps get. */
  record Answer(int status, Map<String, Object> headers, Optional<Object> body) {}

  static Answer of(Incoming answer, Context context) throws IOException {
    return new Answer(answer.status(), answer.shownHeaders(), body(answer, context));
  }

  private static Optional<Object> body(Incoming answer, Context context) throws IOException {
    try (var content = answer.body()) {
      byte[] start = content.readNBytes(LARGEST_INSIDE + 1);
      if (start.length == 0) {
        return Optional.empty();
      }
      var text =
          start.length > LARGEST_INSIDE ? Optional.<Object>empty() : text(answer, start, context);
      return text.isPresent() ? text : Optional.of(stored(start, content, context));
    }
  }

  private static Object stored(byte[] start, InputStream rest, Context context) throws IOException {
    return context.bodies().write(new SequenceInputStream(new ByteArrayInputStream(start), rest));
  }

  /** Empty where the bytes are no text. */
  private static Optional<Object> text(Incoming answer, byte[] bytes, Context context) {
    var header = answer.header("content-type");
    var type = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean json = IS_JSON.matcher(type).matches();
    if (answer.isEncoded() || !json && !type.isEmpty() && !TEXT.matcher(type).matches()) {
      return Optional.empty();
    }
    var text = decoded(header, bytes);
    return json ? text.map(some -> parsed(some, context)) : text.map(some -> some);
  }

  private static Optional<String> decoded(String contentType, byte[] bytes) {
    var charset = CHARSET.matcher(contentType);
    try {
      var named = charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8;
      var text = named.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return contentType.isEmpty() && text.indexOf('\0') >= 0
          ? Optional.empty()
          : Optional.of(text);
    } catch (CharacterCodingException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** What a request did cannot be undone, so an answer that is not what it says is still given. */
  private static Object parsed(String text, Context context) {
    try {
      JSON.readTree(text);
      return new Json(text);
    } catch (JacksonException broken) {
      context.log().warn("the answer says that it is JSON and is not: given out as text");
      return text;
    }
  }
}
