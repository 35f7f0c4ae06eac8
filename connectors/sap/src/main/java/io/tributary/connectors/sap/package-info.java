/**
 * SAP's services over OData 2 and 4. One class for each trigger and action; {@link
 * io.tributary.connectors.sap.OData} sends, {@link io.tributary.connectors.sap.Metadata} knows what
 * a service has, {@link io.tributary.connectors.sap.Entities} gives both versions one shape, and
 * {@link io.tributary.connectors.sap.Refusal} knows what a refusal means. Called by the component
 * host.
 */
package io.tributary.connectors.sap;
