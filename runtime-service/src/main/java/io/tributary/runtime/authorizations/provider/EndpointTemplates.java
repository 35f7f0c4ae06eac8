package io.tributary.runtime.authorizations.provider;

import io.tributary.manifest.OAuth2;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Fills a manifest's texts with a connection's fields. What a field may become is narrow: inside an
 * address one DNS name or one plain word, at its beginning an https address of a DNS name. So no
 * field moves the host that stands behind it, adds a port, a user or a fragment.
 */
@Component
public final class EndpointTemplates {
  private static final Pattern TEMPLATE =
      Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.-]{1,64})\\s*\\}\\}");
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern WORD = Pattern.compile(LABEL + "(?:\\." + LABEL + "){0,20}");
  private static final Pattern BASE =
      Pattern.compile(
          "https?://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?(?:/[A-Za-z0-9_~.-]{0,100}){0,10}");

  /** Its last part begins with a letter: a number there is an address, however it is written. */
  private static final Pattern NAME =
      Pattern.compile("(?:" + LABEL + "\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private static final int LONGEST = 2_000;

  private final OAuthSettings settings;

  public EndpointTemplates(OAuthSettings settings) {
    this.settings = settings;
  }

  /**
   * The provider's addresses for a connection with these fields.
   *
   * @throws InvalidEndpoint where they are none that may be asked
   */
  public Endpoints endpoints(OAuth2 manifest, Map<String, String> fields) {
    return new Endpoints(
        address("auth_uri", manifest.authorizationUri(), fields),
        address("token_uri", manifest.tokenUri(), fields),
        manifest.clientAuth(),
        manifest.scopes().stream().map(scope -> filled("scopes", scope, fields)).toList());
  }

  /** A text whose fields are all filled in; empty where one is not. Nothing becomes an address. */
  public static Optional<String> text(String template, Map<String, String> fields) {
    var names = TEMPLATE.matcher(template);
    var text = new StringBuilder();
    while (names.find()) {
      var value = fields.getOrDefault(names.group(1), "");
      if (value.isEmpty()) {
        return Optional.empty();
      }
      names.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return Optional.of(names.appendTail(text).toString()).filter(filled -> !filled.isBlank());
  }

  private URI address(String property, String template, Map<String, String> fields) {
    var text = filled(property, template, fields);
    try {
      return checked(property, new URI(text));
    } catch (URISyntaxException broken) {
      throw none(property);
    }
  }

  private static String filled(String property, String template, Map<String, String> fields) {
    var names = TEMPLATE.matcher(template);
    var text = new StringBuilder();
    while (names.find()) {
      var name = names.group(1);
      var value = fields.getOrDefault(name, "");
      if (value.isEmpty()) {
        throw new InvalidEndpoint(
            "%s is made of the field \"%s\", which is not filled in.".formatted(property, name));
      }
      names.appendReplacement(
          text,
          Matcher.quoteReplacement(
              names.start() == 0
                  ? base(name, value, template.startsWith("/", names.end()))
                  : word(name, value)));
    }
    return names.appendTail(text).toString();
  }

  private static String word(String name, String value) {
    if (!WORD.matcher(value).matches()) {
      throw new InvalidEndpoint(
          "\"%s\" is part of the provider's address: a host's name or a word of letters, digits, - and dots."
              .formatted(name));
    }
    return value;
  }

  private static String base(String name, String value, boolean slashFollows) {
    if (!BASE.matcher(value).matches()) {
      throw new InvalidEndpoint(
          "\"%s\" is the beginning of the provider's address: write https://host or https://host/path."
              .formatted(name));
    }
    return slashFollows && value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
  }

  private URI checked(String property, URI address) {
    var host = address.getHost();
    if (host == null
        || address.getRawUserInfo() != null
        || address.getRawFragment() != null
        || address.toString().length() > LONGEST) {
      throw none(property);
    }
    if (settings.trusts(host, address.getPort())) {
      return address;
    }
    boolean usual = address.getPort() == -1 || address.getPort() == 443;
    if (!"https".equals(address.getScheme()) || !usual || !NAME.matcher(host).matches()) {
      throw none(property);
    }
    return address;
  }

  private static InvalidEndpoint none(String property) {
    return new InvalidEndpoint(
        "%s is no https address of a provider with a public name and the usual port."
            .formatted(property));
  }
}
