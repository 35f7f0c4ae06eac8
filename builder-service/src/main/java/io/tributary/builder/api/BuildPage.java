package io.tributary.builder.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some builds, the newest first.
 *
 * @param next the value of {@code before} for the page after this; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BuildPage(List<BuildView> builds, @Nullable Long next) {
  BuildPage {
    builds = List.copyOf(builds);
  }
}
