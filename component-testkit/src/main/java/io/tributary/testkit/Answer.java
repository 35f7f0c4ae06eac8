package io.tributary.testkit;

import java.util.Map;

/** What the caller of the flow got; header names in lower case. */
public record Answer(int status, Map<String, String> headers, String body) {}
