package io.tributary.manifest;

/** Small texts that cost much where nobody looks. */
final class Bombs {
  private Bombs() {}

  /** A schema whose work doubles with each level. */
  static String doubling(int levels) {
    var schema = new StringBuilder("{\"$ref\":\"#/$defs/d" + levels + "\",\"$defs\":{\"d0\":{}");
    for (int i = 1; i <= levels; i++) {
      String below = "{\"$ref\":\"#/$defs/d" + (i - 1) + "\"}";
      schema
          .append(",\"d")
          .append(i)
          .append("\":{\"allOf\":[")
          .append(below)
          .append(',')
          .append(below)
          .append("]}");
    }
    return schema + "}}";
  }

  /** A chain of references, each to the next. */
  static String chain(int links) {
    var schema = new StringBuilder("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
    for (int i = 0; i < links; i++) {
      schema
          .append("\"d")
          .append(i)
          .append("\":{\"$ref\":\"#/$defs/d")
          .append(i + 1)
          .append("\"},");
    }
    return schema + "\"d" + links + "\":{}}}";
  }
}
