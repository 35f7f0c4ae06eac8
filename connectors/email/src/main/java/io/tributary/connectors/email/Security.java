package io.tributary.connectors.email;

import java.util.Properties;

/** How the way to a server is protected. */
enum Security {
  NONE,
  STARTTLS,
  TLS;

  /** Tells the library about it, for {@code smtp} or {@code imap}; nothing falls back to plain. */
  void into(Properties settings, String protocol) {
    settings.put("mail." + protocol + ".ssl.checkserveridentity", "true");
    switch (this) {
      case NONE -> {}
      case STARTTLS -> {
        settings.put("mail." + protocol + ".starttls.enable", "true");
        settings.put("mail." + protocol + ".starttls.required", "true");
      }
      case TLS -> settings.put("mail." + protocol + ".ssl.enable", "true");
    }
  }
}
