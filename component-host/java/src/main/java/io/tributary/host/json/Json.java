package io.tributary.host.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.sdk.LargeBody;
import io.tributary.sdk.Secret;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads and writes JSON for one session. A tree is plain Java: maps, lists, strings, numbers,
 * booleans and null. Secrets are told to whoever redacts logs, and are written as {@code ***}.
 */
public final class Json {
  private final JsonMapper mapper;
  private final PlainJson plain;

  /** Of the types that the component takes: looking one up for each message would cost. */
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  /**
   * Sets the rules up.
   *
   * @param secrets hears each value that was bound as a {@link Secret}
   */
  public Json(Consumer<String> secrets) {
    this(
        secrets,
        (_, _, _) -> {
          throw new IllegalStateException("a large body is read within the call that got it");
        });
  }

  /**
   * Sets the rules up.
   *
   * @param secrets hears each value that was bound as a {@link Secret}
   * @param bodies makes a large body of what stands for it
   */
  public Json(Consumer<String> secrets, BodyRules.Finder bodies) {
    var words = new SimpleModule("sdk");
    words.addDeserializer(Secret.class, new SecretReader(secrets));
    words.addSerializer(Secret.class, new SecretWriter());
    words.addDeserializer(io.tributary.sdk.Json.class, new TextReader());
    words.addSerializer(io.tributary.sdk.Json.class, new TextWriter());
    words.addDeserializer(LargeBody.class, new BodyRules.Reader(bodies));
    words.addSerializer(LargeBody.class, new BodyRules.Writer());
    this.mapper =
        JsonMapper.builder()
            .annotationIntrospector(new RecordRules())
            .addModule(words)
            // A mapping language that turns lists of one into their element needs this.
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();
    this.plain = new PlainJson(mapper);
  }

  /** A tree of the bytes; no bytes read as null. */
  public @Nullable Object tree(byte[] json, String place) {
    return json.length == 0 ? null : bind(json, Object.class, place);
  }

  /**
   * Binds bytes to a type.
   *
   * @param place what the message of a failure starts with, such as {@code input}
   * @throws DoesNotFit naming place and pointer
   */
  public <T> T bind(byte[] json, Class<T> type, String place) {
    try {
      return mapper.readValue(json, type);
    } catch (JacksonException failure) {
      throw doesNotFit(place, failure);
    }
  }

  /** As {@link #bind}, to a type that may have arguments. */
  public Object bindTo(Type type, byte[] json, String place) {
    if (isText(type) && plain.is(json)) {
      return new io.tributary.sdk.Json(new String(json, StandardCharsets.UTF_8));
    }
    try {
      return readerOf(type).readValue(json);
    } catch (JacksonException failure) {
      throw doesNotFit(place, failure);
    }
  }

  /** Finds out how a type is read, so that its first value need not wait for it. Never fails. */
  public void prepare(Type type) {
    // The reader fetches what it needs when it is made, and keeps trouble for its first value.
    readerOf(type);
  }

  /** An object, as a tree. */
  public Map<String, Object> object(byte[] json, String place) {
    try {
      return mapper.readValue(json, new TypeReference<Map<String, Object>>() {});
    } catch (JacksonException failure) {
      throw doesNotFit(place, failure);
    }
  }

  /** As {@link #bind}, from a tree or a record. */
  public <T> T convert(@Nullable Object tree, Class<T> type, String place) {
    return type.cast(convertTo(type, tree, place));
  }

  /** As {@link #bindTo}, from a tree or a record. */
  public Object convertTo(Type type, @Nullable Object tree, String place) {
    try {
      return mapper.convertValue(tree, mapper.constructType(type));
    } catch (JacksonException failure) {
      throw doesNotFit(place, failure);
    } catch (IllegalArgumentException failure) {
      throw new DoesNotFit(place, "", String.valueOf(failure.getMessage()), "");
    }
  }

  /**
   * Writes a value as UTF-8.
   *
   * @throws DoesNotFit if it is nothing that JSON can say
   */
  public byte[] write(@Nullable Object value, String place) {
    if (value instanceof io.tributary.sdk.Json(var text)) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (plain.is(bytes)) {
        return bytes;
      }
    }
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JacksonException failure) {
      throw doesNotFit(place, failure);
    }
  }

  /** The argument an author gave to a generic interface; {@code Object} if none. */
  public Type argumentOf(Class<?> author, Class<?> contract) {
    var arguments =
        mapper.getTypeFactory().findTypeParameters(mapper.constructType(author), contract);
    return arguments == null || arguments.length == 0 ? Object.class : arguments[0];
  }

  private static boolean isText(Type type) {
    return type instanceof JavaType known
        ? known.hasRawClass(io.tributary.sdk.Json.class)
        : type == io.tributary.sdk.Json.class;
  }

  private ObjectReader readerOf(Type type) {
    return readers.computeIfAbsent(type, one -> mapper.readerFor(mapper.constructType(one)));
  }

  private static DoesNotFit doesNotFit(String place, JacksonException failure) {
    var message = String.valueOf(failure.getOriginalMessage()).lines().findFirst().orElse("");
    if (failure instanceof StreamReadException) {
      return new DoesNotFit(place, "", "is not JSON: " + message, "");
    }
    var pointer = failure instanceof DatabindException ? pointer(failure) : "";
    if (message.startsWith("Missing required creator property")
        || message.startsWith("Invalid `null` value")
        || message.startsWith("Cannot map `null` into")) {
      return new DoesNotFit(
          place, pointer, "is missing", "Give it a value in the mapping or in the fields");
    }
    return new DoesNotFit(
        place, pointer, "does not fit: " + message, "Change the mapping or the field's value");
  }

  private static String pointer(JacksonException failure) {
    return failure.getPath().stream()
        .map(
            part ->
                part.getPropertyName() == null
                    ? "/" + part.getIndex()
                    : "/" + part.getPropertyName().replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }

  private static final class SecretReader extends ValueDeserializer<Secret> {
    private final Consumer<String> secrets;

    SecretReader(Consumer<String> secrets) {
      this.secrets = secrets;
    }

    @Override
    public Secret deserialize(JsonParser parser, DeserializationContext context) {
      var value = parser.getValueAsString();
      if (value == null) {
        return (Secret) context.handleUnexpectedToken(Secret.class, parser);
      }
      secrets.accept(value);
      return new Secret(value);
    }
  }

  private static final class SecretWriter extends ValueSerializer<Secret> {
    @Override
    public void serialize(Secret value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(value.toString());
    }
  }

  private static final class TextReader extends ValueDeserializer<io.tributary.sdk.Json> {
    @Override
    public io.tributary.sdk.Json deserialize(JsonParser parser, DeserializationContext context) {
      return new io.tributary.sdk.Json(parser.readValueAsTree().toString());
    }
  }

  /** Parses what it writes, so that no text can break the frame of JSON around it. */
  private static final class TextWriter extends ValueSerializer<io.tributary.sdk.Json> {
    private static final JsonMapper PLAIN = new JsonMapper();

    @Override
    public void serialize(
        io.tributary.sdk.Json value, JsonGenerator generator, SerializationContext context) {
      generator.writeTree(PLAIN.readTree(value.text()));
    }
  }
}
