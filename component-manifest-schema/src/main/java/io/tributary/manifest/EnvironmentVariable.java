package io.tributary.manifest;

/** A setting that the publisher gives to every step of the component; never a tenant's secret. */
public record EnvironmentVariable(String name, String description, boolean required) {}
