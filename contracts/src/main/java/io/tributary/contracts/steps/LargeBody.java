package io.tributary.contracts.steps;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What stands in a message for bytes that are too many for it. In JSON {@code {"$body": "…",
 * "size": …, "sha256": "…"}}, anywhere in a message.
 *
 * @param sha256 of all bytes, in hexadecimal digits
 */
public record LargeBody(@JsonProperty("$body") BodyReference reference, long size, String sha256) {}
