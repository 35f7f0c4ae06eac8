package io.tributary.connectors.sap;

/** $metadata as SAP Gateway writes it for OData 2, and as services write it for OData 4. */
final class Documents {
  private Documents() {}

  static String of(Protocol protocol) {
    return protocol == Protocol.V2 ? V2 : V4;
  }

  private static final String V2 =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx"
          xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"
          xmlns:sap="http://www.sap.com/Protocols/SAPData">
        <edmx:DataServices m:DataServiceVersion="2.0">
          <Schema Namespace="shop" xmlns="http://schemas.microsoft.com/ado/2008/09/edm">
            <EntityType Name="Product">
              <Key><PropertyRef Name="ID"/></Key>
              <Property Name="ID" Type="Edm.Int32" Nullable="false"/>
              <Property Name="Name" Type="Edm.String" Nullable="false" MaxLength="40" sap:label="Name of the product"/>
              <Property Name="Price" Type="Edm.Decimal" Precision="15" Scale="2"/>
              <Property Name="ChangedAt" Type="Edm.DateTime" Precision="7" sap:updatable="false"/>
              <Property Name="Released" Type="Edm.DateTime" sap:display-format="Date"/>
            </EntityType>
            <EntityType Name="Order">
              <Key><PropertyRef Name="ID"/></Key>
              <Property Name="ID" Type="Edm.String" Nullable="false" MaxLength="10"/>
              <Property Name="Note" Type="Edm.String"/>
              <NavigationProperty Name="Items" Relationship="shop.OrderToItems" FromRole="FromRole_O" ToRole="ToRole_I"/>
            </EntityType>
            <EntityType Name="OrderItem">
              <Key><PropertyRef Name="OrderID"/><PropertyRef Name="Line"/></Key>
              <Property Name="OrderID" Type="Edm.String" Nullable="false"/>
              <Property Name="Line" Type="Edm.Int32" Nullable="false"/>
              <Property Name="Quantity" Type="Edm.Int32"/>
            </EntityType>
            <Association Name="OrderToItems">
              <End Type="shop.Order" Multiplicity="1" Role="FromRole_O"/>
              <End Type="shop.OrderItem" Multiplicity="*" Role="ToRole_I"/>
            </Association>
            <EntityContainer Name="shop_Entities" m:IsDefaultEntityContainer="true">
              <EntitySet Name="Products" EntityType="shop.Product"/>
              <EntitySet Name="Orders" EntityType="shop.Order"/>
              <EntitySet Name="OrderItems" EntityType="shop.OrderItem"/>
              <AssociationSet Name="Set" Association="shop.OrderToItems">
                <End EntitySet="Orders" Role="FromRole_O"/><End EntitySet="OrderItems" Role="ToRole_I"/>
              </AssociationSet>
              <FunctionImport Name="Discount" ReturnType="shop.Product" EntitySet="Products" m:HttpMethod="POST" sap:action-for="shop.Product">
                <Parameter Name="ID" Type="Edm.Int32" Mode="In"/>
                <Parameter Name="Percent" Type="Edm.Decimal" Mode="In"/>
              </FunctionImport>
              <FunctionImport Name="CountByName" ReturnType="Edm.Int32" m:HttpMethod="GET">
                <Parameter Name="Name" Type="Edm.String" Mode="In"/>
              </FunctionImport>
            </EntityContainer>
          </Schema>
        </edmx:DataServices>
      </edmx:Edmx>
      """;

  private static final String V4 =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
        <edmx:DataServices>
          <Schema Namespace="shop" Alias="SELF" xmlns="http://docs.oasis-open.org/odata/ns/edm">
            <TypeDefinition Name="Amount" UnderlyingType="Edm.Decimal"/>
            <EntityType Name="Base" Abstract="true">
              <Property Name="ChangedAt" Type="Edm.DateTimeOffset" Precision="7"/>
            </EntityType>
            <EntityType Name="Product" BaseType="SELF.Base">
              <Key><PropertyRef Name="ID"/></Key>
              <Property Name="ID" Type="Edm.Int32" Nullable="false"/>
              <Property Name="Name" Type="Edm.String" Nullable="false" MaxLength="40"/>
              <Property Name="Price" Type="SELF.Amount"/>
              <Property Name="Released" Type="Edm.Date"/>
            </EntityType>
            <EntityType Name="Order">
              <Key><PropertyRef Name="ID"/></Key>
              <Property Name="ID" Type="Edm.String" Nullable="false" MaxLength="10"/>
              <Property Name="Note" Type="Edm.String"/>
              <NavigationProperty Name="Items" Type="Collection(SELF.OrderItem)" ContainsTarget="true"/>
            </EntityType>
            <EntityType Name="OrderItem">
              <Key><PropertyRef Name="OrderID"/><PropertyRef Name="Line"/></Key>
              <Property Name="OrderID" Type="Edm.String" Nullable="false"/>
              <Property Name="Line" Type="Edm.Int32" Nullable="false"/>
              <Property Name="Quantity" Type="Edm.Int32"/>
            </EntityType>
            <Action Name="Discount" IsBound="true">
              <Parameter Name="in" Type="SELF.Product"/>
              <Parameter Name="Percent" Type="SELF.Amount" Nullable="false"/>
              <ReturnType Type="SELF.Product"/>
            </Action>
            <Function Name="CountByName">
              <Parameter Name="Name" Type="Edm.String" Nullable="false"/>
              <ReturnType Type="Edm.Int32"/>
            </Function>
            <EntityContainer Name="Container">
              <EntitySet Name="Products" EntityType="SELF.Product"/>
              <EntitySet Name="Orders" EntityType="shop.Order"/>
              <EntitySet Name="OrderItems" EntityType="shop.OrderItem"/>
              <FunctionImport Name="CountByName" Function="SELF.CountByName"/>
            </EntityContainer>
          </Schema>
        </edmx:DataServices>
      </edmx:Edmx>
      """;
}
