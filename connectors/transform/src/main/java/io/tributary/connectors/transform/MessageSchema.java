package io.tributary.connectors.transform;

import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import io.tributary.sdk.GiveUp;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A JSON Schema 2020-12 whose evaluation ends, whatever it says, and loads nothing. */
record MessageSchema(String text, boolean formats, Schema schema) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 128 * 1024;
  private static final long MOST_STEPS = 2_000_000;
  private static final int DEEPEST = 300;
  private static final long MOST_REPEATS = 100_000;
  private static final java.util.regex.Pattern COUNTED =
      java.util.regex.Pattern.compile("\\{(?:[0-9]{1,9},)?([0-9]{1,9}),?\\}");

  /**
   * Compiles it.
   *
   * @throws GiveUp if it is no schema, or refers to another document
   */
  static MessageSchema of(String text, boolean formats) {
    if (text.length() > LONGEST) {
      throw new GiveUp("fields#/schema: is longer than 128 KiB. Shorten it");
    }
    try {
      var schema = registry(formats).getSchema(JSON.readTree(text));
      schema.initializeValidators();
      return new MessageSchema(text, formats, schema);
    } catch (JacksonException broken) {
      throw new GiveUp(
          "fields#/schema: is not JSON: " + broken.getOriginalMessage() + ". Correct it", broken);
    } catch (RuntimeException | StackOverflowError broken) {
      if (broken.getCause() instanceof GiveUp refused) {
        throw refused;
      }
      throw new GiveUp(
          "fields#/schema: cannot be used: %s. Refer to what is inside of it, and correct it"
              .formatted(reason(broken)),
          broken);
    }
  }

  boolean isOf(String otherText, boolean otherFormats) {
    return formats == otherFormats && text.equals(otherText);
  }

  List<Error> errors(Object value) {
    return schema.validate(
        JSON.<tools.jackson.databind.JsonNode>valueToTree(value),
        execution ->
            execution.executionConfig(
                config ->
                    config
                        .maxEvaluationSteps(MOST_STEPS)
                        .maxEvaluationDepth(DEEPEST)
                        .locale(Locale.ENGLISH)
                        .formatAssertionsEnabled(formats)));
  }

  private static SchemaRegistry registry(boolean formats) {
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        registry ->
            registry
                .schemaLoader(loader -> loader.block(_ -> true))
                .schemaRegistryConfig(
                    SchemaRegistryConfig.builder()
                        .regularExpressionFactory(MessageSchema::linear)
                        .formatAssertionsEnabled(formats)
                        .build()));
  }

  /** Takes time in proportion to the text, which the JDK's own expressions do not promise. */
  private static RegularExpression linear(String pattern) {
    long repeats = 1;
    for (var found = COUNTED.matcher(pattern); found.find(); ) {
      repeats *= Math.max(1, Long.parseLong(found.group(1)));
      if (repeats > MOST_REPEATS) {
        throw new GiveUp(
            "fields#/schema: a pattern repeats too often. Use + or * in place of counts");
      }
    }
    var compiled = Pattern.compile(pattern);
    return text -> compiled.matcher(text).find();
  }

  private static String reason(Throwable broken) {
    return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
  }
}
