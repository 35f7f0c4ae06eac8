package io.tributary.runtime.authorizations;

import static io.tributary.runtime.support.OAuthProvider.CLIENT;
import static io.tributary.runtime.support.OAuthProvider.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.ActsFor;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.authorizations.FinishAuthorization.Outcome;
import io.tributary.runtime.authorizations.TakeCode.Answer;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.ConnectionState;
import io.tributary.runtime.keys.Keysets;
import io.tributary.runtime.support.MovingClock;
import io.tributary.runtime.support.OAuthProvider;
import io.tributary.runtime.support.RealPostgres;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The code flow from its beginning to its end, and everything that must not end in a connection.
 */
@ActsFor("acme")
class AuthorizeIT {
  private static final Person ADA = new Person("sub-ada", "ada");
  private static final Person MALLORY = new Person("sub-mallory", "mallory");
  private static final String REDIRECT = "https://ours.example/oauth/callback";

  private static final int RACES = 20;

  private final OAuthProvider provider = new OAuthProvider();
  private final MovingClock clock = new MovingClock(Instant.parse("2026-11-26T12:00:00Z"));
  private RealPostgres postgres;
  private Instance here;
  private Connection crm;

  @BeforeEach
  void start() throws Exception {
    postgres = RealPostgres.empty();
    here = new Instance(postgres.database(), Keysets.fresh(), provider.trusted(), clock);
    crm = here.connection("crm", provider.base());
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void theProvidersPageIsToldWhatItNeedsAndNothingSecret() {
    var page = begin(crm, ADA);

    var query = query(page);
    assertThat(page.toString()).startsWith(provider.base() + "/authorize?prompt=consent&");
    assertThat(query)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", CLIENT)
        .containsEntry("redirect_uri", "https%3A%2F%2Fours.example%2Foauth%2Fcallback")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "api%20refresh_token");
    assertThat(query.get("state")).hasSize(43);
    assertThat(query.get("code_challenge")).hasSize(43);
    assertThat(page.toString()).doesNotContain(SECRET);
    assertThat(everythingKept()).doesNotContain(query.get("state"));
  }

  @Test
  void whoBeganAndConsentedAndConfirmedIsConnected() {
    var taken = taken(provider.consent(begin(crm, ADA), "ada"));

    var outcome = here.finish.finish(crm, ADA.subject(), taken.confirmation());

    assertThat(outcome).isInstanceOf(Outcome.Finished.class);
    assertThat(here.connection("crm").state()).isEqualTo(new ConnectionState.Untested());
    assertThat(provider.asked().getLast())
        .containsEntry("redirect_uri", REDIRECT)
        .containsEntry("client_secret", SECRET);
    assertThat(everythingKept())
        .doesNotContain("access-ada", "refresh-ada", "code-ada", taken.confirmation());
  }

  @Test
  void aStepIsLentTheAccessTokenAndNothingThatBuysOthers() {
    connect(crm, "ada");

    var lease = here.lease.lease(Instance.ACME, crm.name(), here.version()).orElseThrow();

    var oauth = lease.fields().path("oauth");
    assertThat(oauth.propertyNames())
        .containsExactlyInAnyOrder("access_token", "token_type", "instance_url");
    assertThat(oauth.path("access_token").asString()).startsWith("access-ada");
    assertThat(oauth.path("instance_url").asString()).isEqualTo("https://ada.crm.example");
    assertThat(lease.fields().toString()).doesNotContain("refresh", "id-1");
    assertThat(lease.secretTexts()).contains(oauth.path("access_token").asString());
    assertThat(lease.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
  }

  @Test
  void aConnectionThatNobodyAuthorizedIsNotLent() {
    assertThatThrownBy(() -> here.lease.lease(Instance.ACME, crm.name(), here.version()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("connection-not-authorized")
        .hasMessageContaining("tributary connections authorize crm");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'--",
      })
  void aStateThatNobodyMadeIsRefused(String state) {
    begin(crm, ADA);

    assertThat(here.take.take(new Answer(state, "code", null, null))).isEqualTo(refused());
    assertThat(here.take.take(new Answer(null, "code", null, null))).isEqualTo(refused());
  }

  @Test
  void aStateIsGoodOnce() {
    var back = provider.consent(begin(crm, ADA), "ada");
    var first = taken(back);

    assertThat(here.take.take(answer(back))).isEqualTo(refused());
    assertThat(here.take.take(new Answer(query(back).get("state"), "code-of-mallory", null, null)))
        .isEqualTo(refused());

    assertThat(here.finish.finish(crm, ADA.subject(), first.confirmation()))
        .isInstanceOf(Outcome.Finished.class);
    assertThat(here.finish.finish(crm, ADA.subject(), first.confirmation()))
        .isEqualTo(new Outcome.NothingBegun());
    assertThat(here.take.take(answer(back))).isEqualTo(refused());
  }

  @Test
  void ofTwoAnswersAtOnceOneIsTaken() throws Exception {
    for (int race = 0; race < RACES; race++) {
      var back = provider.consent(begin(crm, ADA), "ada");
      var start = new CyclicBarrier(2);
      Callable<TakeCode.Outcome> answering =
          () -> {
            start.await();
            return here.take.take(answer(back));
          };
      try (var threads = Executors.newFixedThreadPool(2)) {
        var one = threads.submit(answering);
        var other = threads.submit(answering);
        assertThat(List.of(one.get(), other.get())).filteredOn(refused()::equals).hasSize(1);
      }
    }
  }

  @Test
  void aStateIsGoodForTenMinutes() {
    var back = provider.consent(begin(crm, ADA), "ada");
    clock.pass(Duration.ofMinutes(10));

    assertThat(here.take.take(answer(back))).isEqualTo(refused());
  }

  @Test
  void aConsentThatIsTakenIsNotFinishedAfterTenMinutes() {
    var taken = taken(provider.consent(begin(crm, ADA), "ada"));
    clock.pass(Duration.ofMinutes(10));

    assertThat(here.finish.finish(crm, ADA.subject(), taken.confirmation()))
        .isEqualTo(new Outcome.NothingBegun());
    assertThat(provider.asked()).isEmpty();
  }

  @Test
  void beginningAgainEndsTheFirst() {
    var first = begin(crm, ADA);
    begin(crm, ADA);

    assertThat(here.take.take(answer(provider.consent(first, "ada")))).isEqualTo(refused());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://evil.example:80/",
        "http://localhost",
        "https://localhost@evil.example",
        "nonsense",
      })
  void anotherIssuersAnswerEndsTheConsent(String issuer) {
    var back = provider.consent(begin(crm, ADA), "ada");
    var query = query(back);

    assertThat(here.take.take(new Answer(query.get("state"), query.get("code"), null, issuer)))
        .isEqualTo(refused());
    assertThat(here.take.take(answer(back))).isEqualTo(refused());
  }

  @Test
  void itsOwnIssuersAnswerIsTaken() {
    var query = query(provider.consent(begin(crm, ADA), "ada"));

    assertThat(
            here.take.take(
                new Answer(query.get("state"), query.get("code"), null, provider.base())))
        .isInstanceOf(TakeCode.Outcome.Taken.class);
  }

  @Test
  void aCodeOfAnotherSessionBuysNothing() {
    var mallorys = provider.consent(begin(here.connection("other", provider.base()), MALLORY), "m");
    var adas = begin(crm, ADA);
    var planted = new Answer(query(adas).get("state"), query(mallorys).get("code"), null, null);
    var taken = (TakeCode.Outcome.Taken) here.take.take(planted);

    var outcome = here.finish.finish(crm, ADA.subject(), taken.confirmation());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reason()).contains("Bad code"));
    assertThat(here.authorizations.find(crm.id())).isEmpty();
  }

  /** A8: mallory begins, and has ada consent; her account must not end in mallory's connection. */
  @Test
  void whoBeganCannotFinishWithoutWhatTheOtherOneSaw() {
    var page = begin(crm, MALLORY);
    taken(provider.consent(page, "ada"));

    for (int left = 4; left >= 0; left--) {
      assertThat(here.finish.finish(crm, MALLORY.subject(), "AAAA-AAAA"))
          .isEqualTo(new Outcome.NotConfirmed(left));
    }

    assertThat(here.finish.finish(crm, MALLORY.subject(), "AAAA-AAAA"))
        .isEqualTo(new Outcome.NothingBegun());
    assertThat(provider.asked()).isEmpty();
  }

  /** A8: the other way round; mallory's account must not end in ada's connection. */
  @Test
  void whoConsentedCannotFinishForSomebodyElse() {
    var taken = taken(provider.consent(begin(crm, MALLORY), "mallory"));

    assertThat(here.finish.finish(crm, ADA.subject(), taken.confirmation()))
        .isEqualTo(new Outcome.NothingBegun());
    assertThat(here.authorizations.find(crm.id())).isEmpty();
  }

  @Test
  void thePageSaysWhoGetsAccessToWhatAndRunsNothing() {
    var taken = taken(provider.consent(begin(crm, new Person("s", "<script>ada")), "ada"));

    var page = CallbackPage.taken(taken.consent(), taken.confirmation());

    assertThat(page)
        .contains(
            "<b>&lt;script&gt;ada</b>",
            "<b>acme</b>",
            "<b>crm</b> (northwind/crm)",
            "<b>localhost</b>",
            taken.confirmation())
        .doesNotContain("<script", "style");
  }

  @Test
  void aConfirmationMayBeWrittenAsPeopleDo() {
    var taken = taken(provider.consent(begin(crm, ADA), "ada"));

    var written = " " + taken.confirmation().toLowerCase(java.util.Locale.ROOT).replace("-", " ");

    assertThat(here.finish.finish(crm, ADA.subject(), written))
        .isInstanceOf(Outcome.Finished.class);
  }

  @Test
  void aConsentIsForOneConnectionEvenOfTheSameName() {
    var taken = taken(provider.consent(begin(crm, ADA), "ada"));
    here.connections.remove(Instance.ACME, crm.name());
    var later = here.connection("crm", provider.base());

    assertThat(here.finish.finish(later, ADA.subject(), taken.confirmation()))
        .isEqualTo(new Outcome.NothingBegun());
  }

  @Test
  void whoDeclinesIsNotConnectedAndToldSo() {
    var state = query(begin(crm, ADA)).get("state");

    assertThat(here.take.take(new Answer(state, null, "access_denied", null)))
        .isInstanceOfSatisfying(
            TakeCode.Outcome.Declined.class,
            declined -> assertThat(declined.error()).isEqualTo("access_denied"));
    assertThat(here.finish.finish(crm, ADA.subject(), "x"))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("access_denied"));
  }

  @Test
  void beforeTheConsentItWaits() {
    begin(crm, ADA);

    assertThat(here.finish.finish(crm, ADA.subject(), "x")).isEqualTo(new Outcome.Waiting());
  }

  @Test
  void anotherRedirectAddressIsToldWithOurs() {
    var taken = taken(provider.consent(begin(crm, ADA), "ada"));
    provider.answerWith(
        400,
        "{\"error\":\"invalid_grant\",\"error_description\":\"redirect_uri must be http://x/cb\"}");

    assertThat(here.finish.finish(crm, ADA.subject(), taken.confirmation()))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused)
                    .asString()
                    .contains("redirect-mismatch", REDIRECT, "http://x/cb"));
    assertThat(here.clients.ofAcme(CLIENT, SECRET, List.of("localhost"), "http://x/cb"))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.message()).contains(REDIRECT).contains("http://x/cb"));
  }

  @Test
  void theOrganizationsClientGoesBeforeThePlatforms() {
    here.clients.ofThePlatform("platforms", "platforms-secret", List.of("localhost"));
    assertThat(query(begin(crm, ADA))).containsEntry("client_id", "platforms");

    here.clients.ofAcme("acmes", "acmes-s3cret", List.of("localhost"), REDIRECT);
    var page = begin(crm, ADA);

    assertThat(query(page)).containsEntry("client_id", "acmes");
    var taken = taken(provider.consent(page, "ada"));
    assertThat(here.finish.finish(crm, ADA.subject(), taken.confirmation()))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(provider.asked().getLast()).containsEntry("client_secret", "acmes-s3cret");
    assertThat(everythingKept()).doesNotContain("acmes-s3cret", "platforms-secret");
  }

  @Test
  void aClientsSecretIsSentToItsOwnHostsOnly() {
    here.clients.ofThePlatform("platforms", "platforms-secret", List.of("login.crm.example"));

    assertThat(here.begin.begin(crm, ADA))
        .isInstanceOfSatisfying(
            BeginAuthorization.Outcome.Refused.class,
            refused ->
                assertThat(refused)
                    .asString()
                    .contains("oauth-client-elsewhere", "login.crm.example", "localhost"));
  }

  @Test
  void aClientThatChangedInBetweenFinishesNothing() {
    var taken = taken(provider.consent(begin(crm, ADA), "ada"));
    here.clients.ofAcme("another", "another-s3cret", List.of("localhost"), null);

    assertThat(here.finish.finish(crm, ADA.subject(), taken.confirmation()))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("oauth-client-changed"));
    assertThat(provider.asked()).isEmpty();
  }

  @Test
  void newDataKeysSealClientsAndTokensAnew() {
    here.clients.ofThePlatform(CLIENT, SECRET, List.of("localhost"));
    connect(crm, "ada");
    here.vault.addKey(Instance.ACME);
    Reach.across(Use.RESEALING).run(() -> here.vault.addKey(new OrganizationName("tributary")));

    assertThat(here.clients.resealed()).isEqualTo(1);
    assertThat(new ResealAuthorizations(here.authorizations, here.tokens).reseal()).isEqualTo(1);

    assertThat(here.accessToken(crm)).startsWith("access-ada");
    assertThat(begin(crm, ADA)).isNotNull();
  }

  @Test
  void tokensDoNotOpenInAnotherConnectionsRow() {
    connect(crm, "ada");
    var other = here.connection("other", provider.base());
    connect(other, "bob");
    postgres
        .raw()
        .sql(
            """
            update runtime.oauth_authorizations set tokens = (
              select tokens from runtime.oauth_authorizations where connection = ?)
            where connection = ?
            """)
        .param(crm.id())
        .param(other.id())
        .update();

    assertThatThrownBy(() -> here.accessToken(other)).isInstanceOf(IllegalStateException.class);
  }

  private URI begin(Connection connection, Person person) {
    var outcome = here.begin.begin(connection, person);
    assertThat(outcome).isInstanceOf(BeginAuthorization.Outcome.Begun.class);
    return ((BeginAuthorization.Outcome.Begun) outcome).address();
  }

  private void connect(Connection connection, String account) {
    var taken = taken(provider.consent(begin(connection, ADA), account));
    assertThat(here.finish.finish(connection, ADA.subject(), taken.confirmation()))
        .isInstanceOf(Outcome.Finished.class);
  }

  private TakeCode.Outcome.Taken taken(URI back) {
    return (TakeCode.Outcome.Taken) here.take.take(answer(back));
  }

  private static Answer answer(URI back) {
    return new Answer(query(back).get("state"), query(back).get("code"), null, null);
  }

  private static TakeCode.Outcome refused() {
    return new TakeCode.Outcome.Refused();
  }

  private static Map<String, String> query(URI address) {
    return Stream.of(address.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  /** All rows as text; bytes as the hexadecimal digits that PostgreSQL writes, and as text. */
  private String everythingKept() {
    return Stream.of("oauth_clients", "oauth_consents", "oauth_authorizations")
        .flatMap(
            table ->
                postgres
                    .raw()
                    .sql("select t::text from runtime." + table + " t")
                    .query(String.class)
                    .list()
                    .stream())
        .map(row -> row + unhex(row))
        .collect(Collectors.joining("\n"));
  }

  private static String unhex(String row) {
    var bytes = new StringBuilder();
    var hex = java.util.regex.Pattern.compile("\\\\x([0-9a-f]+)").matcher(row);
    while (hex.find()) {
      bytes.append(
          new String(
              java.util.HexFormat.of().parseHex(hex.group(1)),
              java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    return bytes.toString();
  }
}
