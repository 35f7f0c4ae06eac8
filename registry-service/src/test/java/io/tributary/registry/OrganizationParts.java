package io.tributary.registry;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.OrganizationChanged;
import io.tributary.contracts.organizations.OrganizationChanged.State;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.mail.Letters;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.membership.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Members as the registry's own events tell them, and letters that are kept. Not a component: only
 * who asks for it gets it.
 */
class OrganizationParts {
  @Bean
  @Primary
  Recorded recordedMemberships(RecordingKafka kafka) {
    return new Recorded(kafka);
  }

  @Bean
  @Primary
  KeptLetters keptLetters() {
    return new KeptLetters();
  }

  /** What the services would have read from the topic by now. */
  record Recorded(RecordingKafka kafka) implements Memberships {
    @Override
    public Optional<Standing> of(OrganizationName organization, Caller caller) {
      return told(organization)
          .filter(told -> caller.belongsTo(organization))
          .flatMap(
              told ->
                  Optional.ofNullable(told.members().get(caller.subject()))
                      .map(role -> new Standing(organization, role, told.state())));
    }

    @Override
    public boolean isStopped(OrganizationName organization) {
      return told(organization).filter(told -> told.state() != State.ACTIVE).isPresent();
    }

    @Override
    public Map<String, Long> quotas(OrganizationName organization) {
      return told(organization).map(OrganizationChanged::quotas).orElse(Map.of());
    }

    @Override
    public Set<OrganizationName> gone() {
      return kafka.events(OrganizationChanged.TOPIC).stream()
          .map(event -> Json.read(event.value(), OrganizationChanged.class))
          .filter(told -> told.state() == State.DELETED)
          .map(OrganizationChanged::name)
          .collect(Collectors.toSet());
    }

    private Optional<OrganizationChanged> told(OrganizationName organization) {
      return kafka.events(OrganizationChanged.TOPIC).stream()
          .filter(event -> event.key().equals(organization.value()))
          .reduce((earlier, later) -> later)
          .map(event -> Json.read(event.value(), OrganizationChanged.class));
    }
  }

  /** A letter as it left. */
  record Letter(List<String> to, String subject, String text) {}

  static final class KeptLetters implements Letters {
    private final List<Letter> letters = new CopyOnWriteArrayList<>();

    List<Letter> all() {
      return List.copyOf(letters);
    }

    Letter last() {
      return letters.getLast();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void send(List<String> to, String subject, String text) {
      letters.add(new Letter(to, subject, text));
    }
  }
}
