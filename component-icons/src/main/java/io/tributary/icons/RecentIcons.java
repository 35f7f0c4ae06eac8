package io.tributary.icons;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a few files became: the next version of a component, and its branches, mostly have the same.
 */
final class RecentIcons {
  private static final int MOST = 16;

  private final Map<String, Icon> icons =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Icon> eldest) {
          return size() > MOST;
        }
      };

  synchronized Optional<Icon> of(String digestOfFile) {
    return Optional.ofNullable(icons.get(digestOfFile));
  }

  synchronized void add(String digestOfFile, Icon icon) {
    icons.put(digestOfFile, icon);
  }
}
