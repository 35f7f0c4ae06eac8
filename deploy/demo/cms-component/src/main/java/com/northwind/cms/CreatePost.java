package com.northwind.cms;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Creates one post per message, however often the message comes. */
public final class CreatePost implements Action<CreatePost.Post> {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,190}");

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  /** What the flow's author maps. */
  public record Post(
      String title, String content, Optional<String> excerpt, Optional<String> slug) {}

  /** The step's fields. */
  record Choice(Optional<String> status) {}

  /** What the next steps get. */
  record Created(long id, String link, String slug, boolean created) {}

  @Override
  public void run(Post post, Context context, Emitter out) throws InterruptedException {
    var site = context.connection(Site.class);
    var slug = post.slug().orElseGet(() -> "message-" + hash(context.idempotencyKey()));
    if (!SLUG.matcher(slug).matches()) {
      throw new GiveUp("input#/slug: use 1 to 190 of a-z, 0-9 and -");
    }
    var earlier = site.postsBySlug(client, slug);
    if (!earlier.isEmpty() && earlier.getFirst() instanceof Map<?, ?> found) {
      context.log().info("post {} is there from an earlier attempt", found.get("id"));
      out.emit(created(found, false));
      return;
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("title", post.title());
    fields.put("content", post.content());
    post.excerpt().ifPresent(excerpt -> fields.put("excerpt", excerpt));
    fields.put("slug", slug);
    fields.put("status", context.fields(Choice.class).status().orElse("publish"));
    out.emit(created(site.createPost(client, fields), true));
  }

  private static Created created(Map<?, ?> post, boolean created) {
    if (!(post.get("id") instanceof Number id)) {
      throw new GiveUp("the site created a post and gave no id");
    }
    return new Created(id.longValue(), "" + post.get("link"), "" + post.get("slug"), created);
  }

  private static String hash(String key) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 10);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
