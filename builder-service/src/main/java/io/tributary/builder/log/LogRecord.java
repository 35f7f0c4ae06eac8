package io.tributary.builder.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of a build's log as it stands in the file and goes over the wire (NDJSON). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LogRecord.Line.class, name = "line"),
  @JsonSubTypes.Type(value = LogRecord.StageEnded.class, name = "stage"),
  @JsonSubTypes.Type(value = LogRecord.End.class, name = "end")
})
public sealed interface LogRecord {

  /** 1-based, without a gap; what a follower asks to go on from. */
  long line();

  /** A line of text, from the builder or from the tools that it runs. */
  record Line(long line, Instant at, String stage, String text) implements LogRecord {}

  /**
   * A stage ended.
   *
   * @param result {@code ok}, {@code failed} or {@code cancelled}
   */
  record StageEnded(long line, Instant at, String stage, String result, long millis, String summary)
      implements LogRecord {}

  /**
   * The final block; nothing follows it.
   *
   * @param state {@code succeeded}, {@code failed} or {@code cancelled}
   * @param stages every stage in order, with {@code –} as the result of one never reached
   * @param text the block as a person reads it, line by line
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record End(
      long line,
      Instant at,
      long build,
      String state,
      List<StageResult> stages,
      @Nullable String stage,
      @Nullable String code,
      @Nullable String message,
      @Nullable String image,
      @Nullable Long bytes,
      @Nullable Long bytesBesideBase,
      @Nullable Long failedAtLine,
      List<String> text)
      implements LogRecord {

    public End {
      stages = List.copyOf(stages);
      text = List.copyOf(text);
    }
  }

  /** How one stage went, for the final block. */
  record StageResult(String stage, String result, @Nullable Long millis) {}
}
