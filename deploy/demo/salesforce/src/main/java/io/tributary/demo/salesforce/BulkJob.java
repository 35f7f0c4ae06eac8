package io.tributary.demo.salesforce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** A bulk job of either kind; its files are temporary ones. */
final class BulkJob {
  private static final Map<String, Character> DELIMITERS =
      Map.of(
          "COMMA", ',', "SEMICOLON", ';', "TAB", '\t', "PIPE", '|', "CARET", '^', "BACKQUOTE", '`');

  /** Where a job is on its way. */
  enum State {
    OPEN("Open"),
    UPLOAD_COMPLETE("UploadComplete"),
    IN_PROGRESS("InProgress"),
    JOB_COMPLETE("JobComplete"),
    FAILED("Failed"),
    ABORTED("Aborted");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    boolean isEnd() {
      return this == JOB_COMPLETE || this == FAILED || this == ABORTED;
    }
  }

  final String id;
  final String operation;
  final String object;
  final String user;
  final int version;
  final String delimiterName;
  final String lineEnding;
  final Instant created;
  final String externalId;
  final Path content;
  final Path succeeded;
  final Path failed;
  volatile State state;
  volatile boolean uploaded;
  volatile int processed;
  volatile int failures;
  volatile String error = "";

  BulkJob(
      String id,
      ObjectNode asked,
      String object,
      String user,
      int version,
      State state,
      Instant now) {
    this.id = id;
    this.operation = asked.path("operation").asString("");
    this.object = object;
    this.user = user;
    this.version = version;
    this.delimiterName = asked.path("columnDelimiter").asString("COMMA");
    this.lineEnding = asked.path("lineEnding").asString("LF");
    this.externalId = asked.path("externalIdFieldName").asString("");
    this.state = state;
    this.created = now;
    this.content = file();
    this.succeeded = file();
    this.failed = file();
    if (!DELIMITERS.containsKey(delimiterName)) {
      throw refused("columnDelimiter is unknown: " + delimiterName);
    }
    if (!lineEnding.equals("LF") && !lineEnding.equals("CRLF")) {
      throw refused("lineEnding is unknown: " + lineEnding);
    }
    if (!asked.path("contentType").asString("CSV").toUpperCase(Locale.ROOT).equals("CSV")) {
      throw refused("contentType must be CSV");
    }
  }

  static Problem refused(String message) {
    return new Problem(400, "INVALIDJOB", "InvalidJob : " + message);
  }

  char delimiter() {
    return DELIMITERS.get(delimiterName);
  }

  ObjectNode shown(String jobType) {
    var node =
        Json.object()
            .put("id", id)
            .put("operation", operation)
            .put("object", object)
            .put("createdById", user)
            .put("createdDate", Times.text(created))
            .put("systemModstamp", Times.text(created))
            .put("state", state.word())
            .put("concurrencyMode", "Parallel")
            .put("contentType", "CSV")
            .put("apiVersion", (double) version)
            .put("lineEnding", lineEnding)
            .put("columnDelimiter", delimiterName)
            .put("jobType", jobType);
    if (!externalId.isEmpty()) {
      node.put("externalIdFieldName", externalId);
    }
    if (!error.isEmpty()) {
      node.put("errorMessage", error);
    }
    return node;
  }

  void forget() {
    try {
      Files.deleteIfExists(content);
      Files.deleteIfExists(succeeded);
      Files.deleteIfExists(failed);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path file() {
    try {
      var file = Files.createTempFile("bulk", ".csv");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
