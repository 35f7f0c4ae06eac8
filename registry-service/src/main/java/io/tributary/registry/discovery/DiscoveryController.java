package io.tributary.registry.discovery;

import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells clients where to sign in. */
@RestController
class DiscoveryController {
  private final Discovery discovery;

  DiscoveryController(Environment environment) {
    this.discovery =
        new Discovery(
            environment.getProperty("tributary.oidc.issuer", ""),
            Map.of(
                "cli", environment.getProperty("tributary.oidc.cli-client", "tributary-cli"),
                "browser",
                    environment.getProperty("tributary.oidc.browser-client", "tributary-web")),
            environment.getProperty("tributary.version", "0.1.0"),
            environment.getProperty("tributary.public-url", "http://localhost:8080"));
  }

  /**
   * The answer.
   *
   * @param clients client ids at the issuer by the kind of client
   */
  record Discovery(String issuer, Map<String, String> clients, String version, String publicUrl) {}

  @GetMapping("/.well-known/tributary")
  Discovery discovery() {
    return discovery;
  }
}
