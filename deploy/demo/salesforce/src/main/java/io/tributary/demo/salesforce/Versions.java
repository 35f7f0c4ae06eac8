package io.tributary.demo.salesforce;

import java.util.regex.Pattern;

/** Versions of the API, three a year. */
final class Versions {
  private static final int FIRST = 31;
  private static final int NEWEST = 68;
  private static final String[] SEASONS = {"Spring", "Summer", "Winter"};
  private static final Pattern SHAPE = Pattern.compile("v([0-9]{2,3})\\.0");

  private Versions() {}

  static Answer list() {
    var list = Json.array();
    for (int number = FIRST; number <= NEWEST; number++) {
      // Version 31.0 came in Summer '14; a winter's is named for the year that it ends in.
      int since = number - 31 + 1;
      int year = 14 + (since + (since % 3 == 2 ? 1 : 0)) / 3;
      list.addObject()
          .put("label", "%s '%02d".formatted(SEASONS[since % 3], year))
          .put("url", "/services/data/v" + number + ".0")
          .put("version", number + ".0");
    }
    return Answer.json(200, list);
  }

  /** The number in a path's segment; an unknown version is a page that is not there. */
  static int number(String segment) {
    var matcher = SHAPE.matcher(segment);
    if (!matcher.matches()) {
      throw Problem.notFound();
    }
    int number = Integer.parseInt(matcher.group(1));
    if (number < FIRST || number > NEWEST) {
      throw Problem.notFound();
    }
    return number;
  }
}
