package io.tributary.platform.keycloak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Who lives on a laptop: {@code deploy/keycloak/demo.json}, which also has the demo's client. */
record DemoPeople(List<Organization> organizations, List<Person> people) {
  DemoPeople {
    organizations = List.copyOf(organizations);
    people = List.copyOf(people);
  }

  record Organization(String alias, String name, String domain) {}

  record Person(
      String email,
      String firstName,
      String lastName,
      List<String> organizations,
      List<String> roles) {
    Person {
      organizations = List.copyOf(organizations);
      roles = List.copyOf(roles);
    }
  }

  static DemoPeople read(Path file) {
    try {
      return JsonMapper.shared().readValue(Files.readString(file), DemoPeople.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
