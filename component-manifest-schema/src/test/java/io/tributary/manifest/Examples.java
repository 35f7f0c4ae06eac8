package io.tributary.manifest;

import java.nio.charset.StandardCharsets;

/** Manifests for tests: valid ones, to be bent by what a test is about. */
final class Examples {
  /** Of our format, without a finding. */
  static final String OURS =
      """
      {
        "$schema": "https://tributary.io/schemas/component-manifest/v1.json",
        "name": "pets",
        "title": "Pets",
        "description": "Reads and writes pets.",
        "version": "1.4.2",
        "language": "java",
        "credentials": {
          "verifier": "com.acme.Verify",
          "fields": {
            "url": { "label": "Address", "required": true },
            "apiKey": { "label": "Key", "viewClass": "PasswordFieldView", "required": true }
          }
        },
        "network": ["api.pets.test", "*.pets.test:8443", "{{url}}"],
        "resources": { "memory": "128Mi", "cpu": "500m" },
        "limits": { "rate": { "requests": 10, "per": "1s" } },
        "envVars": { "PETS_MODE": { "description": "Which pets", "required": false } },
        "triggers": {
          "newPets": {
            "title": "New pets",
            "main": "com.acme.NewPets",
            "type": "polling",
            "metadata": { "out": { "type": "object" } }
          }
        },
        "actions": {
          "addPet": {
            "title": "Add a pet",
            "main": "com.acme.AddPet",
            "idempotency": "key",
            "reply": true,
            "fields": {
              "kind": { "label": "Kind", "viewClass": "SelectView", "model": { "c": "Cat" } },
              "race": { "label": "Race", "require": ["kind"] }
            },
            "metadata": {
              "in": { "type": "object", "properties": { "name": { "type": "string" } } },
              "out": "./schemas/pet.json"
            }
          }
        }
      }
      """;

  /** The smallest one of the original format that has no finding. */
  static final String ORIGINAL =
      """
      {
        "title": "Pets",
        "description": "Pets.",
        "version": "1.0.0",
        "actions": { "add": { "title": "Add", "main": "./lib/add.js" } }
      }
      """;

  private Examples() {}

  static Reading read(String manifest) {
    return new ManifestReader().read(manifest.getBytes(StandardCharsets.UTF_8));
  }

  /** Ours with one part exchanged; the part must be there. */
  static String oursWith(String part, String by) {
    if (!OURS.contains(part)) {
      throw new IllegalArgumentException("not in the example: " + part);
    }
    return OURS.replace(part, by);
  }

  /** The original example, whose only action has this input schema. */
  static String originalWithInput(String schema) {
    return ORIGINAL.replace("\"main\"", "\"metadata\": {\"in\": " + schema + "}, \"main\"");
  }

  static Manifest accepted(String manifest) {
    return switch (read(manifest)) {
      case Reading.Accepted(var found, var _) -> found;
      case Reading.Rejected(var findings) ->
          throw new AssertionError(FindingsText.render(findings));
    };
  }
}
