package io.tributary.manifest;

/** Which rules a manifest is held against. */
public enum ManifestFormat {
  /** {@code $schema} names ours: unknown properties and omissions are errors. */
  TRIBUTARY_V1,
  /** The original platform's format, read so that its components run unmodified. */
  ORIGINAL
}
