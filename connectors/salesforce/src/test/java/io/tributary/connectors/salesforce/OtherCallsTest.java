package io.tributary.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.WebhookRequest;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtherCallsTest {
  private static final String MESSAGE =
      """
      <?xml version="1.0" encoding="UTF-8"?>%s
      <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>
      <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
        <OrganizationId>00D5g0000000001EAA</OrganizationId><ActionId>04k5g0000000001AAA</ActionId>
        <SessionId>secret-session</SessionId>
        <Notification><Id>04l5g0000000001AAA</Id>
          <sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
            <sf:Id>00Q5g0000000001AAA</sf:Id><sf:LastName>Hopper %s</sf:LastName>
            <sf:Email xsi:nil="true"/></sObject></Notification>
        <Notification><Id>04l5g0000000002AAA</Id>
          <sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
            <sf:Id>00Q5g0000000002AAA</sf:Id></sObject></Notification>
      </notifications></soapenv:Body></soapenv:Envelope>\
      """;

  private Organization organization;

  @BeforeEach
  void open() throws IOException {
    organization = Organization.open();
  }

  @AfterEach
  void close() {
    organization.close();
  }

  @Test
  void compositeMakesAllOfItsRecordsOrNone() {
    var good = composite("Zuse", Map.of("LastName", "Konrad", "AccountId", "@{account.id}"), true);
    var bad = composite("Gone", Map.of("AccountId", "@{account.id}"), true);
    var some = composite("Half", Map.of("AccountId", "@{account.id}"), false);

    assertThat(good.only().asMap()).containsEntry("succeeded", true);
    assertThat(organization.count("SELECT COUNT() FROM Contact WHERE Account.Name = 'Zuse'"))
        .isEqualTo(1);
    assertThat(((Outcome.GivenUp) bad.outcome()).message())
        .startsWith("input#/requests/1/body/LastName: REQUIRED_FIELD_MISSING");
    assertThat(organization.count("SELECT COUNT() FROM Account WHERE Name = 'Gone'")).isZero();
    assertThat(some.only().asMap()).containsEntry("succeeded", false);
    assertThat(organization.count("SELECT COUNT() FROM Account WHERE Name = 'Half'")).isEqualTo(1);
  }

  @Test
  void compositeTakesAtMost25() {
    var part = Map.of("method", "GET", "url", "limits", "referenceId", "a");

    var outcome =
        run(new RunComposite(), Map.of())
            .on(Map.of("requests", Collections.nCopies(26, part)))
            .outcome();

    assertThat(((Outcome.GivenUp) outcome).message())
        .isEqualTo("input#/requests: 26 requests; give 1 to 25");
  }

  @Test
  void apexIsCalledWithPathQueryAndBody() {
    var result =
        run(new CallApex(), Map.of("method", "POST", "path", "orders/v1"))
            .on(Map.of("query", Map.of("a", "1 &"), "body", Map.of("x", 1)));
    var outside = run(new CallApex(), Map.of("path", "../data/v62.0/limits")).on("{}").outcome();

    var answer = (Map<?, ?>) result.only().asMap().get("body");
    assertThat(answer.get("method")).isEqualTo("POST");
    assertThat(answer.get("path")).isEqualTo("/orders/v1");
    assertThat(answer.get("query")).isEqualTo(Map.of("a", "1 &"));
    assertThat(answer.get("body")).isEqualTo("{\"x\":1}");
    assertThat(outside).isInstanceOf(Outcome.GivenUp.class);
  }

  @Test
  void outboundMessageGivesEachNotificationAndNoSessionAndIsAcknowledged() {
    var result = receive(MESSAGE.formatted("", ""), Map.of("organization", "00D5g0000000001"));

    assertThat(result.emitted()).hasSize(2);
    assertThat(result.emitted().getFirst().key()).contains("00Q5g0000000001AAA");
    assertThat(result.emitted().getFirst().asMap())
        .containsEntry("object", "Lead")
        .containsEntry("notificationId", "04l5g0000000001AAA");
    var record = (Map<?, ?>) result.emitted().getFirst().asMap().get("record");
    assertThat(record.get("LastName")).isEqualTo("Hopper ");
    assertThat(record.containsKey("Email")).isTrue();
    assertThat(result.emitted().toString()).doesNotContain("secret-session");
    assertThat(result.reply().orElseThrow().status()).isEqualTo(200);
    assertThat(result.reply().orElseThrow().body()).contains("<Ack>true</Ack>");
  }

  @Test
  void messageThatIsNoneIsAnsweredAndStartsNothing() {
    var entity = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";

    for (var body : List.of("hello", "<a/>", MESSAGE.formatted(entity, "&x;"))) {
      var result = receive(body, Map.of());
      assertThat(result.emitted()).isEmpty();
      assertThat(result.reply().orElseThrow().status()).isEqualTo(400);
    }
    var stranger = receive(MESSAGE.formatted("", ""), Map.of("organization", "00D5g0000000009"));
    assertThat(stranger.emitted()).isEmpty();
    assertThat(stranger.reply().orElseThrow().status()).isEqualTo(400);
  }

  private Result receive(String body, Map<String, ?> fields) {
    var request =
        new WebhookRequest(
            "POST",
            "",
            Map.of(),
            Map.of(),
            "text/xml",
            Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
    return Run.trigger(new OutboundMessage()).withFields(fields).on(request);
  }

  private Result composite(String account, Map<String, Object> contact, boolean allOrNone) {
    return run(new RunComposite(), Map.of())
        .on(
            Map.of(
                "allOrNone",
                allOrNone,
                "requests",
                List.of(
                    Map.of(
                        "method", "POST",
                        "url", "sobjects/Account",
                        "referenceId", "account",
                        "body", Map.of("Name", account)),
                    Map.of(
                        "method", "POST",
                        "url", "sobjects/Contact",
                        "referenceId", "contact",
                        "body", contact))));
  }

  private Run run(io.tributary.sdk.Action<?> action, Map<String, ?> fields) {
    return Run.action(action).withConnection(organization.byWeb()).withFields(fields);
  }
}
