package io.tributary.registry.publishers;

import io.tributary.contracts.names.PublisherName;

/**
 * What a name looks like at a glance: names are plain ASCII, so digits that pass for letters, pairs
 * that pass for one letter, and hyphens are all that can deceive.
 */
record Skeleton(String value) {

  static Skeleton of(PublisherName name) {
    return new Skeleton(
        name.value()
            .replace("-", "")
            .replace('0', 'o')
            .replace('1', 'l')
            .replace('3', 'e')
            .replace('5', 's')
            .replace("rn", "m")
            .replace("vv", "w"));
  }
}
