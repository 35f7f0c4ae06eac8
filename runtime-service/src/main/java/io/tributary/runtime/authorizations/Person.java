package io.tributary.runtime.authorizations;

/**
 * Who authorizes.
 *
 * @param subject the identity provider's id
 * @param name for people to read
 */
record Person(String subject, String name) {}
