package io.tributary.registry.organizations;

import io.tributary.foundation.mail.Letters;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;

/** The letters that invitations travel by. */
@Component
final class InvitationLetters {
  private static final Logger LOG = LoggerFactory.getLogger(InvitationLetters.class);

  private final Letters letters;
  private final String publicUrl;

  InvitationLetters(Letters letters, @Value("${tributary.public-url:}") String publicUrl) {
    this.letters = letters;
    this.publicUrl = publicUrl;
  }

  /** Whether the mail server took it; the invitation stands either way. */
  boolean send(Organization organization, Invitation invitation, InvitationCode code) {
    if (!letters.isOpen()) {
      return false;
    }
    try {
      letters.send(
          List.of(invitation.email()),
          "Join " + organization.title() + " on Tributary",
          """
          %s invites you to %s (%s) as %s.

          To accept, sign in at %s with this e-mail address and run

              tributary orgs join %s

          The code is good once, until %s. If you do not know what this is about, do nothing.
          """
              .formatted(
                  oneLine(invitation.invitedBy()),
                  oneLine(organization.title()),
                  organization.name(),
                  invitation.role().word(),
                  publicUrl,
                  code.text(),
                  invitation.until()));
      return true;
    } catch (MailException refused) {
      LOG.warn("An invitation to {} was not sent: {}", organization.name(), refused.getMessage());
      return false;
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
