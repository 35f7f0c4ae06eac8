package io.tributary.cli.flows;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A flow document as it lies on disk. Only its name is looked at here; the server reads the rest
 * and tells every fault.
 */
record FlowFile(String name, String contentType, String text) {
  private static final Pattern NAME =
      Pattern.compile("(?m)^name:[ \\t]*[\"']?([a-z][a-z0-9-]{1,62})[\"']?[ \\t]*(?:#.*)?$");

  static FlowFile read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (MalformedInputException foreign) {
      throw new Failure(
          ExitCode.VALIDATION_FAILED, "not-utf-8", file + " is not UTF-8.", "Save it as UTF-8.");
    } catch (IOException missing) {
      throw new Failure(
          ExitCode.NOT_FOUND, "file-missing", "There is no file " + file + ".", "Check -f FILE");
    }
    return text.stripLeading().startsWith("{")
        ? new FlowFile(nameInJson(text), "application/json", text)
        : new FlowFile(nameInYaml(text), "text/yaml", text);
  }

  private static String nameInYaml(String text) {
    var match = NAME.matcher(text);
    if (!match.find()) {
      throw nameless();
    }
    return match.group(1);
  }

  private static String nameInJson(String text) {
    try {
      var name = JsonMapper.shared().readTree(text).path("name").asString("");
      if (name.matches("[a-z][a-z0-9-]{1,62}")) {
        return name;
      }
    } catch (JacksonException notJson) {
      throw nameless();
    }
    throw nameless();
  }

  private static Failure nameless() {
    return new Failure(
        ExitCode.VALIDATION_FAILED,
        "flow-nameless",
        "The flow says no name that can be one.",
        "Begin it with  name: my-flow  (a-z, 0-9 and -).");
  }
}
