package io.tributary.foundation.persistence;

import io.tributary.contracts.names.OrganizationName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Shows PostgreSQL that a service said an organization, and no statement that somebody got into
 * one: {@code tenancy.said_organization()} computes the same from a key that only the owner reads.
 */
public final class OrganizationProof {
  private final byte[] key;

  OrganizationProof(byte[] key) {
    this.key = key.clone();
  }

  /** What a transaction of the organization sets: its name, and the proof. */
  String said(OrganizationName organization) {
    byte[] inner = hash(organization.value().getBytes(StandardCharsets.UTF_8));
    return organization.value() + " " + HexFormat.of().formatHex(hash(inner));
  }

  private byte[] hash(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(key);
      return digest.digest(content);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
