package io.tributary.connectors.email;

import io.tributary.sdk.GiveUp;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;

/** Addresses as people write them, and nothing that could become a header of its own. */
final class Addresses {
  private Addresses() {}

  static InternetAddress one(String place, String text) {
    oneLine(place, text);
    try {
      var parsed = InternetAddress.parse(text, true);
      if (parsed.length != 1) {
        throw new GiveUp(place + ": has " + parsed.length + " addresses. Give one in each entry");
      }
      parsed[0].validate();
      return parsed[0];
    } catch (AddressException failure) {
      throw new GiveUp(place + ": is no e-mail address. Correct it", failure);
    }
  }

  static InternetAddress[] all(String place, List<String> texts) {
    var addresses = new InternetAddress[texts.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = one(place + "/" + i, texts.get(i));
    }
    return addresses;
  }

  static String oneLine(String place, String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new GiveUp(place + ": has a line break or control character. Remove it");
    }
    return text;
  }
}
