package io.tributary.manifest;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Findings as programs read them; the order of findings and of their properties is stable. */
public final class FindingsJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private FindingsJson() {}

  /** An array of {@code {file,line,column,pointer,code,severity,message,advice}}, compact. */
  public static String render(List<Finding> findings) {
    return JSON.writeValueAsString(tree(findings));
  }

  /** The same as a tree, to be put into a larger answer. */
  public static ArrayNode tree(List<Finding> findings) {
    var array = JsonNodeFactory.instance.arrayNode();
    for (var finding : findings) {
      array
          .addObject()
          .put("file", finding.file())
          .put("line", finding.line())
          .put("column", finding.column())
          .put("pointer", finding.pointer())
          .put("code", finding.code())
          .put("severity", finding.severity().word())
          .put("message", finding.message())
          .put("advice", finding.advice());
    }
    return array;
  }
}
