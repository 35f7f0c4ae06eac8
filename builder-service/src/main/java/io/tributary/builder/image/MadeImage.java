package io.tributary.builder.image;

import io.tributary.contracts.names.ImageDigest;

/**
 * An image that is in the store, whole.
 *
 * @param bytes compressed size of all layers
 * @param bytesBesideBase compressed size without the base image's layers
 */
public record MadeImage(ImageDigest digest, long bytes, long bytesBesideBase) {}
