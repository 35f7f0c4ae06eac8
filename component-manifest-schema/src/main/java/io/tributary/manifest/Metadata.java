package io.tributary.manifest;

/**
 * The schemas of an operation.
 *
 * @param dynamic whether the component works schemas out itself, from the step's fields
 * @param dynamicClass the Java class that does so; empty where the operation's own module does
 */
public record Metadata(
    MetadataSchema in, MetadataSchema out, boolean dynamic, String dynamicClass) {}
