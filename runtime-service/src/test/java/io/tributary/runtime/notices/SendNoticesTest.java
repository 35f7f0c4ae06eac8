package io.tributary.runtime.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.mail.Letters;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.DeploymentState;
import io.tributary.runtime.deployments.FlowPlan;
import io.tributary.runtime.deployments.InMemoryDeployments;
import io.tributary.runtime.deployments.Revision;
import io.tributary.runtime.deployments.Steps;
import io.tributary.runtime.flows.FlowReader;
import io.tributary.runtime.support.StoppedOrganizations;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailSendException;

class SendNoticesTest {
  private static final String CHAT = "https://chat.example/hooks/1";
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final Way way = new Way();
  private final OneNotice notices = new OneNotice();
  private final StoppedOrganizations organizations = new StoppedOrganizations();

  @Test
  void peopleGetALetterAndSystemsAPost() {
    send("ops@acme.example", "boss@acme.example", CHAT);

    assertThat(way.letters).containsExactly(List.of("ops@acme.example", "boss@acme.example"));
    assertThat(way.posts).containsExactly(CHAT + " website-leads refused");
    assertThat(notices.told).isTrue();
  }

  @Test
  void whoWasReachedIsNotToldAgainBecauseAnotherWasNot() {
    way.callsFail = true;
    send("ops@acme.example", CHAT);
    assertThat(notices.told).isFalse();
    assertThat(notices.notBefore).isEqualTo(NOON.plus(Duration.ofMinutes(1)));

    way.callsFail = false;
    way.lettersFail = true;
    send("ops@acme.example", CHAT);

    assertThat(way.letters).hasSize(1);
    assertThat(way.posts).hasSize(1);
    assertThat(notices.told).isTrue();
  }

  @Test
  void withoutAWayForLettersPostsStillGo() {
    way.open = false;
    send("ops@acme.example", CHAT);

    assertThat(way.letters).isEmpty();
    assertThat(way.posts).hasSize(1);
    assertThat(notices.told).isTrue();
  }

  @Test
  void peopleOfAStoppedOrganizationAreToldWhenItGoesOn() {
    organizations.stop(new OrganizationName("acme"));
    send("ops@acme.example", CHAT);
    assertThat(way.letters).isEmpty();
    assertThat(way.posts).isEmpty();
    assertThat(notices.notBefore).isEqualTo(NOON.plus(Duration.ofMinutes(1)));

    organizations.goOn();
    send("ops@acme.example", CHAT);

    assertThat(way.letters).hasSize(1);
    assertThat(way.posts).hasSize(1);
    assertThat(notices.told).isTrue();
  }

  @Test
  void aNoticeUnderWayIsNotBegunAgain() {
    var begun = new ArrayList<Runnable>();
    var sender = sender(begun::add, "ops@acme.example");

    sender.send();
    sender.send();
    assertThat(begun).hasSize(1);
    begun.getFirst().run();

    assertThat(way.letters).hasSize(1);
    assertThat(notices.told).isTrue();
  }

  private void send(String... addresses) {
    sender(Runnable::run, addresses).send();
  }

  private SendNotices sender(Executor threads, String... addresses) {
    return new SendNotices(
        notices,
        flow(List.of(addresses)),
        way,
        way,
        organizations,
        Clock.fixed(NOON, ZoneOffset.UTC),
        threads);
  }

  private static InMemoryDeployments flow(List<String> notified) {
    var deployments = new InMemoryDeployments();
    deployments.add(
        new Deployment(
            Steps.FLOW,
            new OrganizationName("acme"),
            new FlowName("website-leads"),
            1,
            OptionalInt.of(1),
            new DeploymentState.Running(NOON),
            NOON));
    deployments.addRevision(
        Steps.FLOW,
        new Revision(
            1,
            FlowReader.Notation.YAML,
            "",
            new FlowPlan(List.of(Steps.aStep("form").build()), true, false, notified),
            NOON,
            "ada"));
    return deployments;
  }

  private static final class Way implements Letters, Calls {
    private final List<List<String>> letters = new ArrayList<>();
    private final List<String> posts = new ArrayList<>();
    private boolean open = true;
    private boolean lettersFail;
    private boolean callsFail;

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void send(List<String> to, String subject, String text) {
      if (lettersFail) {
        throw new MailSendException("no");
      }
      letters.add(to);
    }

    @Override
    public void post(URI to, String id, NoticeBody notice) throws IOException {
      if (callsFail) {
        throw new IOException("no");
      }
      posts.add(to + " " + notice.flow() + " " + notice.subject());
    }
  }

  private static final class OneNotice implements Notices {
    private Notice notice =
        new Notice(Steps.FLOW, "connection demo-cms", "refused", "text", NOON, 1);
    private boolean told;
    private Instant notBefore = Instant.EPOCH;

    @Override
    public void happened(Notice happened) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void over(FlowId flow, String about) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Notice> untold(Instant now, int limit) {
      return told ? List.of() : List.of(notice);
    }

    @Override
    public void told(Notice one, Instant at) {
      told = true;
    }

    @Override
    public void later(Notice one, Set<String> reached, Instant until) {
      notice =
          new Notice(
              one.flow(),
              one.about(),
              one.subject(),
              one.text(),
              one.since(),
              one.count(),
              reached);
      notBefore = until;
    }
  }
}
