package io.tributary.runtime.components;

import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.VersionRef;
import io.tributary.manifest.Manifest;

/** A listed version: what it says about itself, and the one image that it is. */
public record ComponentVersion(VersionRef ref, ImageDigest image, Manifest manifest) {}
