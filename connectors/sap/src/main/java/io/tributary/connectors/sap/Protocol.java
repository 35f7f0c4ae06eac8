package io.tributary.connectors.sap;

import java.util.Map;

/** The versions of OData that SAP speaks. */
enum Protocol {
  V2,
  V4;

  /** Numbers of any length come as texts: what is read must not be rounded by anybody. */
  Map<String, String> headers() {
    return switch (this) {
      case V2 ->
          Map.of(
              "Accept",
              "application/json",
              "DataServiceVersion",
              "2.0",
              "MaxDataServiceVersion",
              "2.0");
      case V4 ->
          Map.of(
              "Accept",
              "application/json;odata.metadata=minimal;IEEE754Compatible=true",
              "OData-Version",
              "4.0",
              "OData-MaxVersion",
              "4.01");
    };
  }

  /** The method that changes some properties and leaves the others. */
  String change() {
    return this == V2 ? "MERGE" : "PATCH";
  }
}
