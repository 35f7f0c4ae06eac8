package io.tributary.platform.keycloak;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.registry.organizations.Founder;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Settles the demo's organizations and people in a realm; those already there are left alone. */
record Residents(RealmResource realm, DemoLogins logins) {

  /** Who owns what, those who lived there before included. */
  List<Founder> settle(DemoPeople people) {
    people.organizations().forEach(this::organization);
    return people.people().stream().flatMap(person -> founders(people, person)).toList();
  }

  private Stream<Founder> founders(DemoPeople people, DemoPeople.Person person) {
    var id = person(person);
    return people.organizations().stream()
        .filter(each -> person.organizations().contains(each.alias()))
        .map(
            each ->
                new Founder(
                    new OrganizationName(each.alias()),
                    each.name(),
                    id,
                    person.email(),
                    person.email()));
  }

  private void organization(DemoPeople.Organization wanted) {
    if (idOf(wanted.alias()).isEmpty()) {
      var organization = new OrganizationRepresentation();
      organization.setAlias(wanted.alias());
      organization.setName(wanted.name());
      organization.setEnabled(true);
      organization.addDomain(new OrganizationDomainRepresentation(wanted.domain()));
      try (var response = realm.organizations().create(organization)) {
        Answers.requireMade(response, "organization " + wanted.alias());
      }
    }
  }

  private List<String> idOf(String alias) {
    return realm.organizations().list(0, 100).stream()
        .filter(organization -> alias.equals(organization.getAlias()))
        .map(OrganizationRepresentation::getId)
        .toList();
  }

  private String person(DemoPeople.Person wanted) {
    var known = realm.users().searchByEmail(wanted.email(), true);
    var id = known.isEmpty() ? create(wanted) : known.getFirst().getId();
    if (logins.passwordOf(wanted.email()).isEmpty()) {
      realm.users().get(id).resetPassword(credential(logins.make(wanted.email())));
    }
    for (var alias : wanted.organizations()) {
      var members = realm.organizations().get(idOf(alias).getFirst()).members();
      if (members.list(0, 100).stream().noneMatch(member -> id.equals(member.getId()))) {
        try (var response = members.addMember(id)) {
          Answers.requireMade(response, wanted.email() + " in " + alias);
        }
      }
    }
    realm
        .users()
        .get(id)
        .roles()
        .realmLevel()
        .add(
            wanted.roles().stream()
                .map(role -> realm.roles().get(role).toRepresentation())
                .toList());
    return id;
  }

  private String create(DemoPeople.Person wanted) {
    var user = new UserRepresentation();
    user.setUsername(wanted.email());
    user.setEmail(wanted.email());
    user.setEmailVerified(true);
    user.setFirstName(wanted.firstName());
    user.setLastName(wanted.lastName());
    user.setEnabled(true);
    try (var response = realm.users().create(user)) {
      return Answers.requireMade(response, wanted.email());
    }
  }

  private static CredentialRepresentation credential(String password) {
    var credential = new CredentialRepresentation();
    credential.setType(CredentialRepresentation.PASSWORD);
    credential.setValue(password);
    credential.setTemporary(false);
    return credential;
  }
}
