package io.tributary.registry.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Goes through a whole chain and hashes it again. */
@Component
final class VerifyAudit {
  private final AuditLogs logs;

  VerifyAudit(AuditLogs logs) {
    this.logs = logs;
  }

  /**
   * What was found.
   *
   * @param entries that the chain has
   * @param head hash of the last one; who notes it can tell later whether all before it is as it
   *     was
   * @param broken number of the first entry that is not what was hashed, or not in its place
   */
  record Verdict(long entries, String head, Optional<Long> broken) {}

  Verdict verify(String organization) {
    var walk = new Walk();
    logs.each(organization, Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"), walk);
    return new Verdict(walk.entries, walk.hash, walk.broken);
  }

  private static final class Walk implements Consumer<Link> {
    private long entries;
    private long number;
    private String hash = Link.BEGINNING;
    private Optional<Long> broken = Optional.empty();

    @Override
    public void accept(Link link) {
      if (broken.isEmpty() && !link.follows(number, hash)) {
        broken = Optional.of(number + 1);
      }
      entries++;
      number = link.number();
      hash = link.hash();
    }
  }
}
