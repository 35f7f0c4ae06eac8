package io.tributary.builder.work;

import io.tributary.builder.builds.Build;

/**
 * Where people find a build.
 *
 * @param publicUrl the platform's address, without a slash at its end
 */
public record BuildLinks(String publicUrl) {

  public BuildLinks {
    publicUrl =
        publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
  }

  /** The build's page, for example {@code http://localhost:8080/o/acme/builds/118}. */
  public String page(Build build) {
    return "%s/o/%s/builds/%s".formatted(publicUrl, build.order().organization(), build.id());
  }
}
