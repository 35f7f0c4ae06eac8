package io.tributary.contracts.organizations;

import io.tributary.contracts.names.OrganizationName;

/**
 * An organization uses most of what a quota lets it have. Topic {@link #TOPIC}, key = the
 * organization. Said by the service that counts; its owners are told once in each period, however
 * often this is said.
 *
 * @param quota the quota's word
 * @param used when it was looked at
 * @param limit at that time
 * @param period for which it is told once: a day {@code 2026-11-27} or a month {@code 2026-11}, in
 *     UTC
 */
public record QuotaNeared(
    OrganizationName organization, String quota, long used, long limit, String period) {
  public static final String TOPIC = "tributary.quota-warnings";
}
