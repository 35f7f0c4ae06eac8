package io.tributary.registry.organizations;

import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.mail.Letters;
import io.tributary.foundation.quotas.Quota;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.MailException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes to an organization's owners that most of a quota is used; one letter for each quota and
 * period. A crash between sending and noting it sends it twice.
 */
@Component
final class WarnOwners {
  private static final Logger LOG = LoggerFactory.getLogger(WarnOwners.class);
  private static final int AT_ONCE = 50;

  private final PostgresQuotaWarnings warnings;
  private final Organizations organizations;
  private final Letters letters;
  private final String publicUrl;

  WarnOwners(
      PostgresQuotaWarnings warnings,
      Organizations organizations,
      Letters letters,
      @Value("${tributary.public-url:}") String publicUrl) {
    this.warnings = warnings;
    this.organizations = organizations;
    this.letters = letters;
    this.publicUrl = publicUrl;
  }

  @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
  void warn() {
    try {
      for (var warning : warnings.untold(AT_ONCE)) {
        if (!write(warning)) {
          return; // the mail server does not take the next one either
        }
        warnings.told(warning);
      }
    } catch (DataAccessException away) {
      LOG.debug("Owners are told of quotas later: {}", away.getMessage());
    }
  }

  /** Whether it needs no other try: where there is no way for letters, nobody waits for one. */
  private boolean write(QuotaWarning warning) {
    List<String> owners =
        organizations.members(warning.organization()).stream()
            .filter(member -> member.role() == Role.OWNER)
            .flatMap(member -> member.email().stream())
            .toList();
    if (owners.isEmpty() || !letters.isOpen()) {
      return true;
    }
    try {
      letters.send(
          owners,
          "%s uses most of its quota %s".formatted(warning.organization(), warning.quota()),
          text(warning));
      return true;
    } catch (MailException refused) {
      LOG.warn("A letter about a quota of {} was not taken", warning.organization(), refused);
      return false;
    }
  }

  private String text(QuotaWarning warning) {
    var quota = Quota.find(warning.quota());
    return String.format(
        Locale.ROOT,
        """
        %s uses %,d of %,d %s (quota %s).

        At the limit: %s. Nothing that was accepted is lost.

        See all quotas with

            tributary quotas --org %s

        at %s, and ask the platform's operator for more. This letter comes once in %s.
        """,
        warning.organization(),
        warning.used(),
        warning.most(),
        quota.map(Quota::unit).orElse(""),
        warning.quota(),
        quota.map(Quota::enforced).orElse("what is new is refused or waits"),
        warning.organization(),
        publicUrl,
        warning.period());
  }
}
