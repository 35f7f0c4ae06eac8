package io.tributary.connectors.cms;

import io.tributary.sdk.GiveUp;
import java.text.Normalizer;
import java.util.Locale;

/** Names that are safe in addresses and headers, whatever they are made of. */
final class Slugs {
  private static final int LONGEST = 60;

  private Slugs() {}

  /** Of a-z, 0-9 and hyphens; empty where the text has none of them. */
  static String of(String text) {
    var plain = Normalizer.normalize(withoutTags(text), Normalizer.Form.NFD);
    var slug =
        plain
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    return slug.length() <= LONGEST ? slug : slug.substring(0, LONGEST).replaceAll("-+$", "");
  }

  static String join(String slug, String more) {
    return slug.isEmpty() ? "entry-" + more : slug + "-" + more;
  }

  /** One that an author mapped. WordPress takes blanks and commas for a list of slugs. */
  static String given(String slug) {
    if (slug.length() > 200 || slug.matches("(?s).*[\\s,/?#&\\p{Cntrl}].*")) {
      throw new GiveUp(
          "input#/slug: \"%s\" is no slug. Use letters, digits and hyphens, at most 200"
              .formatted(slug.length() > 200 ? slug.substring(0, 50) + "…" : slug));
    }
    return slug;
  }

  /**
   * A file's name without a path, of letters, digits, dots, hyphens and underscores. It stands in a
   * header, which nothing else can get into.
   */
  static String file(String name) {
    var last = name.replaceAll("^.*[/\\\\]", "");
    var plain =
        Normalizer.normalize(last, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^A-Za-z0-9._-]+", "-")
            .replaceAll("^[.-]+", "");
    int dot = plain.lastIndexOf('.');
    if (dot <= 0 || dot == plain.length() - 1 || plain.length() - dot > 11) {
      throw new GiveUp(
          "input#/filename: \"%s\" is no name of a file with an ending. Write one like photo.jpg"
              .formatted(name.length() > 100 ? name.substring(0, 100) + "…" : name));
    }
    var stem = plain.substring(0, Math.min(dot, 80));
    return stem + plain.substring(dot);
  }

  private static String withoutTags(String text) {
    return text.replaceAll("<[^<>]{0,200}>", " ");
  }
}
