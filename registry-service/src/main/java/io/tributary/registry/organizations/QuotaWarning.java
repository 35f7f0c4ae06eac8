package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;

/**
 * That an organization uses most of a quota, in one period.
 *
 * @param quota the quota's word
 * @param used when it was noticed
 * @param most the limit at that time
 */
record QuotaWarning(
    OrganizationName organization, String quota, String period, long used, long most) {}
