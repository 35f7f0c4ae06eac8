package io.tributary.contracts.names;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A component as people write it: {@code publisher/component}. */
public record ComponentRef(PublisherName publisher, ComponentName name) {

  /**
   * Reads {@code publisher/component}.
   *
   * @throws InvalidName where the text is not two names joined by a slash
   */
  @JsonCreator
  public static ComponentRef parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new InvalidName("component reference", text, "write publisher/component");
    }
    return new ComponentRef(
        new PublisherName(text.substring(0, slash)), new ComponentName(text.substring(slash + 1)));
  }

  @JsonValue
  @Override
  public String toString() {
    return publisher + "/" + name;
  }
}
