package io.tributary.runner.kafka;

import tools.jackson.databind.json.JsonMapper;

/** The words of {@code contracts} as JSON. */
final class Json {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}
}
