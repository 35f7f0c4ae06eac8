package io.tributary.connectors.cms;

import io.tributary.sdk.Choices;
import io.tributary.sdk.Setup;
import java.util.List;
import java.util.Optional;

/** Lets people choose among what the connection's user or token sees. */
interface SiteChoices extends Choices {
  /** The type that was chosen, once one was. */
  record Chosen(Optional<String> type) {}

  @Override
  default List<Choice> choices(String name, Setup setup) {
    var type = setup.fields(Chosen.class).type().filter(text -> !text.isBlank());
    return Cms.of(setup).choices(name, name.equals("types") ? "" : Cms.type(type));
  }
}
