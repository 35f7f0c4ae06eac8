/**
 * QuickBooks Online over its Accounting API, version 3. One class for each trigger and action;
 * {@link io.tributary.connectors.quickbooks.QuickBooks} sends, {@link
 * io.tributary.connectors.quickbooks.Refusal} knows what a refusal means, {@link
 * io.tributary.connectors.quickbooks.Versioned} meets others who change the same object. Called by
 * the component host.
 */
package io.tributary.connectors.quickbooks;
