/**
 * Salesforce over its REST API and Bulk API 2.0. One class for each trigger and action; {@link
 * io.tributary.connectors.salesforce.Salesforce} sends, {@link
 * io.tributary.connectors.salesforce.ApiRefusal} knows what a refusal means. Called by the
 * component host.
 */
package io.tributary.connectors.salesforce;
