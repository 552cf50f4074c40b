/**
 * The schemas of a SQL Server result stream: any number of row sets, messages, row counts and a return value, in any
 * order. A row set is declared as "any", because its layout travels with each answer.
 */
export const wsdlStreamSchemas = `<xsd:schema targetNamespace="http://schemas.microsoft.com/sqlserver/2004/SOAP/types" elementFormDefault="qualified">
<xsd:complexType name="SqlRowSet"><xsd:sequence><xsd:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xsd:sequence><xsd:anyAttribute processContents="skip"/></xsd:complexType>
<xsd:complexType name="SqlXml" mixed="true"><xsd:sequence><xsd:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xsd:sequence></xsd:complexType>
<xsd:simpleType name="SqlResultCode"><xsd:restriction base="xsd:int"/></xsd:simpleType>
</xsd:schema>
<xsd:schema targetNamespace="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlMessage" elementFormDefault="qualified">
<xsd:complexType name="SqlMessage"><xsd:sequence>
<xsd:element name="Class" type="xsd:nonNegativeInteger"/>
<xsd:element name="LineNumber" type="xsd:nonNegativeInteger"/>
<xsd:element name="Message" type="xsd:string"/>
<xsd:element name="Number" type="xsd:nonNegativeInteger"/>
<xsd:element name="Procedure" type="xsd:string" minOccurs="0"/>
<xsd:element name="Server" type="xsd:string" minOccurs="0"/>
<xsd:element name="Source" type="xsd:string"/>
<xsd:element name="State" type="xsd:nonNegativeInteger"/>
</xsd:sequence><xsd:anyAttribute processContents="skip"/></xsd:complexType>
</xsd:schema>
<xsd:schema targetNamespace="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlRowCount" elementFormDefault="qualified">
<xsd:complexType name="SqlRowCount"><xsd:sequence><xsd:element name="Count" type="xsd:nonNegativeInteger"/></xsd:sequence><xsd:anyAttribute processContents="skip"/></xsd:complexType>
</xsd:schema>
<xsd:schema targetNamespace="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlTransaction" elementFormDefault="qualified">
<xsd:complexType name="SqlTransaction"><xsd:sequence><xsd:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xsd:sequence><xsd:anyAttribute processContents="skip"/></xsd:complexType>
</xsd:schema>
<xsd:schema targetNamespace="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlResultStream" elementFormDefault="qualified"
 xmlns:sqltypes="http://schemas.microsoft.com/sqlserver/2004/SOAP/types"
 xmlns:sqlmessage="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlMessage"
 xmlns:sqlrowcount="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlRowCount"
 xmlns:sqltransaction="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlTransaction">
<xsd:import namespace="http://schemas.microsoft.com/sqlserver/2004/SOAP/types"/>
<xsd:import namespace="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlMessage"/>
<xsd:import namespace="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlRowCount"/>
<xsd:import namespace="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlTransaction"/>
<xsd:complexType name="SqlResultStream"><xsd:choice minOccurs="0" maxOccurs="unbounded">
<xsd:element name="SqlRowSet" type="sqltypes:SqlRowSet"/>
<xsd:element name="SqlXml" type="sqltypes:SqlXml"/>
<xsd:element name="SqlMessage" type="sqlmessage:SqlMessage"/>
<xsd:element name="SqlRowCount" type="sqlrowcount:SqlRowCount"/>
<xsd:element name="SqlResultCode" type="sqltypes:SqlResultCode"/>
<xsd:element name="SqlTransaction" type="sqltransaction:SqlTransaction"/>
</xsd:choice></xsd:complexType>
</xsd:schema>`;
