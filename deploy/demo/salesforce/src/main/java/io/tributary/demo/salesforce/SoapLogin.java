package io.tributary.demo.salesforce;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** The SOAP API's login and logout, all of it that clients of the REST API use. */
final class SoapLogin {
  private static final String ENVELOPE =
      """
      <?xml version="1.0" encoding="UTF-8"?>\
      <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
      xmlns="urn:partner.soap.sforce.com" xmlns:sf="urn:fault.partner.soap.sforce.com" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
      <soapenv:Body>%s</soapenv:Body></soapenv:Envelope>\
      """;

  private final Org org;
  private final Sessions sessions;

  SoapLogin(Org org, Sessions sessions) {
    this.org = org;
    this.sessions = sessions;
  }

  /** Who has this name, and this password with the security token behind it. */
  static Optional<Seed.User> user(Org org, String name, String password) {
    return org.seed().users().stream()
        .filter(user -> user.username().equalsIgnoreCase(name))
        .filter(user -> (user.password() + user.securityToken()).equals(password))
        .findFirst();
  }

  Answer answer(Request request) {
    if (!request.is("POST") || !request.at(2).equals("u")) {
      throw Problem.notFound();
    }
    Map<String, String> texts;
    try {
      texts = texts(request.body());
    } catch (XMLStreamException broken) {
      return fault("UNKNOWN_EXCEPTION", "The request is no SOAP message");
    }
    if (texts.containsKey("logout")) {
      sessions.close(texts.getOrDefault("sessionId", ""));
      return Answer.text(200, "text/xml;charset=UTF-8", ENVELOPE.formatted("<logoutResponse/>"));
    }
    if (!texts.containsKey("login")) {
      return fault("INVALID_OPERATION", "Only login and logout are offered here");
    }
    return user(org, texts.getOrDefault("username", ""), texts.getOrDefault("password", ""))
        .map(user -> loggedIn(request, user))
        .orElseGet(
            () ->
                fault(
                    "INVALID_LOGIN",
                    "Invalid username, password, security token; or user locked out."));
  }

  private Answer loggedIn(Request request, Seed.User user) {
    var session = sessions.open(org.user(user.username()).id());
    var server = "%s/services/Soap/u/%s/%s".formatted(request.base(), request.at(3), org.id());
    var result =
        """
        <loginResponse><result><metadataServerUrl>%s</metadataServerUrl>\
        <passwordExpired>false</passwordExpired><sandbox>false</sandbox>\
        <serverUrl>%s</serverUrl><sessionId>%s</sessionId><userId>%s</userId>\
        <userInfo><organizationId>%s</organizationId><organizationName>%s</organizationName>\
        <sessionSecondsValid>7200</sessionSecondsValid><userEmail>%s</userEmail>\
        <userFullName>%s</userFullName><userId>%s</userId><userName>%s</userName></userInfo>\
        </result></loginResponse>\
        """
            .formatted(
                server.replace("/Soap/u/", "/Soap/m/"),
                server,
                session.token(),
                session.userId(),
                org.id(),
                ConsentPage.escaped(org.seed().organization()),
                ConsentPage.escaped(user.email()),
                ConsentPage.escaped(user.name()),
                session.userId(),
                ConsentPage.escaped(user.username()));
    return Answer.text(200, "text/xml;charset=UTF-8", ENVELOPE.formatted(result));
  }

  private static Answer fault(String code, String message) {
    var fault =
        """
        <soapenv:Fault><faultcode>sf:%s</faultcode><faultstring>%s: %s</faultstring>\
        <detail><sf:LoginFault xsi:type="sf:LoginFault"><sf:exceptionCode>%s</sf:exceptionCode>\
        <sf:exceptionMessage>%s</sf:exceptionMessage></sf:LoginFault></detail></soapenv:Fault>\
        """
            .formatted(code, code, message, code, message);
    return Answer.text(500, "text/xml;charset=UTF-8", ENVELOPE.formatted(fault));
  }

  private static Map<String, String> texts(InputStream body) throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    var reader = factory.createXMLStreamReader(body);
    var texts = new HashMap<String, String>();
    var last = "";
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        last = reader.getLocalName();
        texts.put(last, "");
      } else if (event == XMLStreamConstants.CHARACTERS && !reader.isWhiteSpace()) {
        texts.merge(last, reader.getText(), String::concat);
      }
    }
    return texts;
  }
}
