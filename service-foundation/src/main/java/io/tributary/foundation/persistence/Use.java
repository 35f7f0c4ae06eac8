package io.tributary.foundation.persistence;

/**
 * What looks across organizations, and why it must. Everything else is an organization's own work.
 * {@code docs/tenancy.md} has the same list, compared by a test.
 */
public enum Use {
  /** Sends every service's events to Kafka, in the order in which they were caused. */
  OUTBOX,
  /** Finds which polling triggers are due, and holds their rows while it writes their ticks. */
  TICKS,
  /** Writes batches of what step runners tell: executions, dead letters, counts, notices. */
  EVENTS,
  /** Keeps and reads what every organization may run: the listed versions of components. */
  CATALOGUE,
  /** Finds a hook and what it asks of its senders by its address, before anybody is known. */
  DOOR,
  /** Answers step runners, which work for all organizations and log in as themselves. */
  STEP_RUNNERS,
  /** Goes on with deployments, roads and replays that a crash or a wait left half done. */
  DEPLOYMENTS,
  /** Looks for flows whose messages wait, for the door and for ticks. */
  BACKLOGS,
  /** Folds, trims and forgets what is older than it is kept, and ends workers nobody wants. */
  RETENTION,
  /** Finds what flows' people have not been told yet. */
  NOTICES,
  /** Finds secrets sealed with earlier keys, and data keys encrypted with earlier ones. */
  RESEALING,
  /** Finds authorizations that are to be renewed, and forgets consents that are over. */
  RENEWAL,
  /** Finds the consent that a provider's answer belongs to, by its state. */
  CONSENTS,
  /** Reads and keeps the OAuth clients that are everybody's. */
  PLATFORM_CLIENTS,
  /** Finds which organizations a person belongs to, and lists all for the operator. */
  MEMBERSHIPS,
  /** Finds an invitation by its code, before its organization is known. */
  INVITATIONS,
  /** Finds a personal access token by its hash, before its organization is known. */
  LOG_IN,
  /** Tells the identity provider what it does not know yet. */
  PROVIDER,
  /** Writes the audit logs of all organizations, and reads the platform's own. */
  AUDIT,
  /** Hands builds to builders, and takes what they found. */
  BUILDS,
  /** Adds up what organizations use, and finds whose owners are to be told. */
  QUOTAS,
  /** Deletes what organizations owned that are no more, and asks what others use of theirs. */
  LEAVING
}
