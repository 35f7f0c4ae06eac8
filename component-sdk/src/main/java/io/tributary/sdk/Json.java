package io.tributary.sdk;

/**
 * JSON as text, for components that pass it on without looking into it: as the input of an {@link
 * Action}, as a component of a record, or as an output. It is checked when it is emitted.
 */
public record Json(String text) {}
