package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.mail.Letters;
import io.tributary.registry.organizations.OrganizationState.Leaving;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;

/** Tells all owners that one of them, or somebody with a session of theirs, lets it go. */
@Component
final class DeletionLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeletionLetters.class);

  private final Letters letters;
  private final String publicUrl;

  DeletionLetters(Letters letters, @Value("${tributary.public-url:}") String publicUrl) {
    this.letters = letters;
    this.publicUrl = publicUrl;
  }

  void asked(Roster roster) {
    var name = roster.organization().name();
    if (roster.organization().state() instanceof Leaving(var by, var _, var due)) {
      send(
          name,
          roster.members(),
          "%s is to be deleted".formatted(name),
          """
          %s asked for the deletion of %s (%s).

          Nothing of it runs or changes from now on: webhooks are refused, messages wait. It is
          deleted at %s, and nobody can bring it back then. Until then it can be exported, and each
          owner can call the deletion off:

              tributary orgs export %s
              tributary orgs keep %s

          at %s. If you do not know why, call it off and change that owner's password.
          """
              .formatted(
                  oneLine(by),
                  oneLine(roster.organization().title()),
                  name,
                  due,
                  name,
                  name,
                  publicUrl));
    }
  }

  void calledOff(OrganizationName name, List<Member> members, String by) {
    send(
        name,
        members,
        "%s is not deleted".formatted(name),
        "%s called the deletion of %s off. It goes on.%n".formatted(oneLine(by), name));
  }

  /** The change stands either way. */
  private void send(OrganizationName name, List<Member> members, String subject, String text) {
    var owners =
        members.stream()
            .filter(member -> member.role() == Role.OWNER)
            .flatMap(member -> member.email().stream())
            .toList();
    if (owners.isEmpty() || !letters.isOpen()) {
      return;
    }
    try {
      letters.send(owners, subject, text);
    } catch (MailException refused) {
      LOG.warn("The owners of {} were not told: {}", name, refused.getMessage());
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
