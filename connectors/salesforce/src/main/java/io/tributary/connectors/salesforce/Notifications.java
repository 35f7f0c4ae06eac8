package io.tributary.connectors.salesforce;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An outbound message, read without document types or anything from outside. */
record Notifications(String organization, List<Notification> each) {
  private static final String OUTBOUND = "http://soap.sforce.com/2005/09/outbound";
  private static final String SCHEMA = "http://www.w3.org/2001/XMLSchema-instance";
  private static final int MOST = 100;

  /**
   * One of its notifications. The session that a message may carry is left out: it is a secret.
   *
   * @param notificationId the same when Salesforce sends it again
   */
  record Notification(
      String notificationId,
      String organizationId,
      String actionId,
      String object,
      String recordId,
      Map<String, Object> record) {}

  static Notifications read(InputStream body) throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    var reader = factory.createXMLStreamReader(body);
    var organization = "";
    var action = "";
    var each = new ArrayList<Notification>();
    boolean known = false;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD) {
        throw new XMLStreamException("it has a document type");
      }
      if (event != XMLStreamConstants.START_ELEMENT || !OUTBOUND.equals(reader.getNamespaceURI())) {
        continue;
      }
      switch (reader.getLocalName()) {
        case "notifications" -> known = true;
        case "OrganizationId" -> organization = reader.getElementText();
        case "ActionId" -> action = reader.getElementText();
        case "Notification" -> each.add(one(reader, organization, action));
        default -> {}
      }
      if (each.size() > MOST) {
        throw new XMLStreamException("more than 100 notifications");
      }
    }
    if (!known) {
      throw new XMLStreamException("no element notifications of " + OUTBOUND);
    }
    return new Notifications(organization, each);
  }

  private static Notification one(XMLStreamReader reader, String organization, String action)
      throws XMLStreamException {
    var id = "";
    var object = "";
    Map<String, Object> record = Map.of();
    while (reader.next() != XMLStreamConstants.END_ELEMENT) {
      if (!reader.isStartElement()) {
        continue;
      }
      if (reader.getLocalName().equals("Id")) {
        id = reader.getElementText();
      } else if (reader.getLocalName().equals("sObject")) {
        var type = reader.getAttributeValue(SCHEMA, "type");
        object = type == null ? "" : type.substring(type.indexOf(':') + 1);
        record = fields(reader);
      } else {
        reader.getElementText();
      }
    }
    return new Notification(
        id, organization, action, object, String.valueOf(record.getOrDefault("Id", "")), record);
  }

  private static Map<String, Object> fields(XMLStreamReader reader) throws XMLStreamException {
    var fields = new LinkedHashMap<String, Object>();
    while (reader.next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.isStartElement()) {
        var name = reader.getLocalName();
        boolean empty = "true".equals(reader.getAttributeValue(SCHEMA, "nil"));
        var text = reader.getElementText();
        fields.put(name, empty ? null : text);
      }
    }
    return fields;
  }
}
