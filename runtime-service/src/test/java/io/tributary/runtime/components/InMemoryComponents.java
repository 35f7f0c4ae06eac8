package io.tributary.runtime.components;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.manifest.Manifest;
import io.tributary.manifest.ManifestReader;
import io.tributary.manifest.Reading;
import io.tributary.manifest.SemanticVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shelf in memory, with the components that the tests' flows are made of. */
public final class InMemoryComponents implements Components {
  public static final String WEBHOOK =
      """
      {"title": "Webhook", "description": "d", "version": "1.0.0", "language": "java",
       "triggers": {"receive": {"title": "Receive", "main": "a.Receive", "type": "webhook"}},
       "actions": {"reply": {"title": "Reply", "main": "a.Reply"}}}
      """;
  public static final String TRANSFORM =
      """
      {"title": "Transform", "description": "d", "version": "1.0.0", "language": "java",
       "actions": {"transform": {"title": "Transform", "main": "a.Transform",
         "metadata": {"in": {"properties": {"card": {"writeOnly": true}}},
                      "out": {"properties": {"card": {"writeOnly": true}}}}}}}
      """;
  public static final String CMS =
      """
      {"title": "CMS", "description": "d", "version": "1.2.0", "language": "java",
       "credentials": {"fields": {
         "url": {"label": "Address", "viewClass": "TextFieldView", "required": true},
         "token": {"label": "Token", "viewClass": "PasswordFieldView", "required": true}}},
       "network": ["{{url}}", "api.cms.example"],
       "resources": {"memory": "192Mi"},
       "actions": {"create-post": {"title": "Create", "main": "a.Create",
         "fields": {"site": {"label": "Site", "viewClass": "TextFieldView"}}}}}
      """;

  public static final String FEED =
      """
      {"title": "Feed", "description": "d", "version": "1.0.0", "language": "java",
       "triggers": {"entries": {"title": "Entries", "main": "a.Entries", "type": "polling"}}}
      """;

  private final Map<VersionRef, ComponentVersion> versions = new LinkedHashMap<>();

  /** Webhook 1.0.0, transform 1.0.0, cms-push 1.2.0, feed 1.0.0. */
  public static InMemoryComponents ordinary() {
    var shelf = new InMemoryComponents();
    shelf.list(listing("tributary/webhook@1.0.0", 'a', WEBHOOK));
    shelf.list(listing("tributary/transform@1.0.0", 'b', TRANSFORM));
    shelf.list(listing("northwind/cms-push@1.2.0", 'c', CMS));
    shelf.list(listing("tributary/feed@1.0.0", 'e', FEED));
    return shelf;
  }

  public static ComponentListed listing(String version, char digit, String manifest) {
    return new ComponentListed(
        VersionRef.parse(version),
        new OrganizationName("tributary"),
        new CommitId(Character.toString(digit).repeat(40)),
        new ImageDigest("sha256:" + Character.toString(digit).repeat(64)),
        manifest,
        Map.of(),
        Instant.EPOCH);
  }

  @Override
  public void list(ComponentListed listing) {
    versions.putIfAbsent(
        listing.version(),
        new ComponentVersion(
            listing.version(), listing.image(), manifest(listing.manifest()), listing.schemas()));
  }

  @Override
  public List<SemanticVersion> versions(ComponentRef component) {
    return versions.keySet().stream()
        .filter(version -> version.component().equals(component))
        .map(VersionRef::version)
        .toList();
  }

  @Override
  public Optional<ComponentVersion> find(VersionRef version) {
    return Optional.ofNullable(versions.get(version));
  }

  @Override
  public List<ComponentRef> all() {
    return versions.keySet().stream().map(VersionRef::component).distinct().toList();
  }

  private static Manifest manifest(String text) {
    return switch (new ManifestReader().read(text.getBytes(StandardCharsets.UTF_8))) {
      case Reading.Accepted(var manifest, var _) -> manifest;
      case Reading.Rejected(var findings) -> throw new AssertionError(findings);
    };
  }
}
