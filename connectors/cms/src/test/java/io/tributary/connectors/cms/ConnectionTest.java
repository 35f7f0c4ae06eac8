package io.tributary.connectors.cms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.Choices.Choice;
import io.tributary.sdk.ConnectionCheck.Outcome.Refused;
import io.tributary.sdk.ConnectionCheck.Outcome.Works;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  @Test
  void checkSaysWhoTheUserIs() throws IOException {
    try (var site = WordPressSite.open()) {
      assertThat(check(site.connection()))
          .isInstanceOfSatisfying(
              Works.class,
              works -> assertThat(works.account()).startsWith("Ada (editor) at localhost"));
    }
  }

  @Test
  void siteInAFolderWithoutPrettyPermalinksIsFound() throws IOException {
    try (var site = WordPressSite.inFolder("/blog")) {
      site.pretty = false;

      assertThat(check(site.connection())).isInstanceOf(Works.class);
      assertThat(
              check(changed(site.connection(), "url", site.loopback().url() + "/blog/wp-admin/")))
          .isInstanceOf(Works.class);
      assertThat(
              check(
                  changed(site.connection(), "url", site.loopback().url() + "/blog/?rest_route=/")))
          .isInstanceOf(Works.class);
      assertThat(site.loopback().asked("GET /blog/?rest_route=/wp/v2/users/me&context=edit"))
          .isEqualTo(3);
    }
  }

  @Test
  void checkNamesTheFieldToCorrect() throws IOException {
    try (var site = WordPressSite.open()) {
      assertThat(field(changed(site.connection(), "password", "wrong"))).isEqualTo("password");
      assertThat(field(changed(site.connection(), "username", "bob"))).isEqualTo("username");
      assertThat(field(changed(site.connection(), "username", "a:b"))).isEqualTo("username");
      assertThat(field(changed(site.connection(), "password", " "))).isEqualTo("password");
      assertThat(field(changed(site.connection(), "url", "blog"))).isEqualTo("url");
      assertThat(field(changed(site.connection(), "url", site.loopback().url() + "/none")))
          .isEqualTo("url");
      assertThat(field(changed(site.connection(), "kind", "joomla"))).isEqualTo("kind");
    }
  }

  @Test
  void checkSaysWhereApplicationPasswordsAreDisabled() throws IOException {
    try (var site = WordPressSite.open()) {
      site.passwords = false;

      var refused = (Refused) check(site.connection());

      assertThat(refused.field()).isEqualTo("password");
      assertThat(refused.message()).startsWith("application passwords are disabled");
    }
  }

  @Test
  void checkSaysWhereASiteHasMoved() throws IOException {
    try (var site = WordPressSite.open()) {
      site.loopback().fail("GET", 301, "<html/>", Map.of("Location", "https://www.blog.example/"));

      var refused = (Refused) check(site.connection());

      assertThat(refused.field()).isEqualTo("url");
      assertThat(refused.message()).contains("https://www.blog.example/");
    }
  }

  @Test
  void checkTriesAStrapi() throws IOException {
    try (var site = StrapiSite.open(5)) {
      assertThat(check(site.connection())).isInstanceOf(Works.class);
      assertThat(check(changed(site.connection(), "url", site.loopback().url() + "/admin")))
          .isInstanceOf(Works.class);
      site.listsTypes = false;
      assertThat(check(site.connection())).isInstanceOf(Works.class);
      assertThat(check(changed(site.connection(), "checkType", "articles")))
          .isInstanceOf(Works.class);
      assertThat(field(changed(site.connection(), "checkType", "none"))).isEqualTo("checkType");
      assertThat(field(changed(site.connection(), "token", "wrong"))).isEqualTo("token");
      assertThat(field(changed(site.connection(), "token", "a\nb"))).isEqualTo("token");
      assertThat(field(changed(site.connection(), "url", site.loopback().url() + "/x")))
          .isEqualTo("url");
    }
  }

  @Test
  void choicesComeFromTheSite() throws IOException {
    try (var site = WordPressSite.open()) {
      var context = new PlainContext(Map.of("type", "posts"), site.connection());
      var create = new Create();

      assertThat(create.choices("types", context))
          .containsExactlyInAnyOrder(
              new Choice("posts", "Posts"), new Choice("acme/v1/event", "Events"));
      assertThat(create.choices("categories", context)).contains(new Choice("2", "R&D"));
      assertThat(create.choices("authors", context)).containsExactly(new Choice("5", "Ada"));
      assertThat(create.choices("statuses", context))
          .containsExactly(new Choice("publish", "Published"));
    }
  }

  @Test
  void schemasComeFromTheSite() throws IOException {
    try (var site = WordPressSite.open()) {
      var shape =
          new Create()
              .schema("create", new PlainContext(Map.of("type", "posts"), site.connection()));

      var in = (Map<?, ?>) shape.in().get("properties");
      assertThat(in.keySet().stream().map(String::valueOf))
          .containsExactlyInAnyOrder("date", "status", "title", "categories");
      assertThat(((Map<?, ?>) in.get("title")).get("type")).isEqualTo("string");
      assertThat(((Map<?, ?>) in.get("status")).get("enum")).isEqualTo(List.of("publish", "draft"));
      assertThat(shape.out().toString()).contains("rendered").contains("created");
    }
  }

  private static Object check(Map<String, Object> connection) {
    return Run.check(new CheckLogin()).withConnection(connection).check();
  }

  private static String field(Map<String, Object> connection) {
    return ((Refused) check(connection)).field();
  }

  private static Map<String, Object> changed(
      Map<String, Object> connection, String name, String value) {
    var changed = new HashMap<>(connection);
    changed.put(name, value);
    return changed;
  }
}
