package io.tributary.registry.versions;

import org.springframework.context.ApplicationContext;

/** Lets tests speak as the builder without a broker. */
public final class BuildNewsDoor {
  private BuildNewsDoor() {}

  public static void tell(ApplicationContext context, String news) {
    context.getBean(BuildNews.class).finished(news);
  }
}
