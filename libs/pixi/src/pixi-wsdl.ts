import { PIXI_PROCEDURES } from './mapping/pixi-procedures.js';
import type { PixiParam, PixiProcedure, PixiSqlType } from './mapping/procedure-definition.js';
import { escapeWireName } from './mapping/wire-name.js';
import { wsdlStreamSchemas } from './wsdl-stream-schemas.js';

/** `datetime` is a string here, so that no client library touches times that carry no zone. */
const XSD_TYPE: Readonly<Record<PixiSqlType, string>> = {
  int: 'xsd:int',
  smallint: 'xsd:short',
  bit: 'xsd:boolean',
  money: 'xsd:decimal',
  numeric: 'xsd:decimal',
  float: 'xsd:double',
  datetime: 'xsd:string',
  char: 'xsd:string',
  varchar: 'xsd:string',
};

export type PixiWsdlOptions = {
  /** Where the service answers; also its namespace, as pixi does it. */
  readonly endpointUrl: string;
  /** Procedures that are not installed on this database. */
  readonly without?: readonly string[];
  /** Parameters that this database does not know yet, as `procedure.WireName`. */
  readonly withoutParams?: readonly string[];
};

/** The WSDL of a pixi database that has the procedures of our mapping: document/literal, SOAP 1.1. */
export function pixiWsdl(options: PixiWsdlOptions): string {
  const namespace = xml(options.endpointUrl);
  const hidden = new Set(options.withoutParams ?? []);
  const procedures = Object.values<PixiProcedure>(PIXI_PROCEDURES)
    .filter((one) => !(options.without ?? []).includes(one.name))
    .map((one) => ({
      ...one,
      params: one.params.filter((param) => !hidden.has(`${one.name}.${param.wire}`)),
    }));
  const each = (part: (one: PixiProcedure) => string): string => procedures.map(part).join('');
  return `<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions name="pixi" targetNamespace="${namespace}" xmlns:tns="${namespace}"
 xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
 xmlns:xsd="http://www.w3.org/2001/XMLSchema"
 xmlns:sqlstream="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlResultStream">
<wsdl:types>
${wsdlStreamSchemas}
<xsd:schema targetNamespace="${namespace}" elementFormDefault="qualified">
<xsd:import namespace="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlResultStream"/>
${each(elements)}</xsd:schema>
</wsdl:types>
${each(messages)}<wsdl:portType name="pixiPortType">
${each(portOperation)}</wsdl:portType>
<wsdl:binding name="pixiBinding" type="tns:pixiPortType">
<soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
${each((one) => boundOperation(one, namespace))}</wsdl:binding>
<wsdl:service name="pixi">
<wsdl:port name="pixiPort" binding="tns:pixiBinding"><soap:address location="${namespace}"/></wsdl:port>
</wsdl:service>
</wsdl:definitions>
`;
}

function elements({ name, params, success }: PixiProcedure): string {
  const result = success === 'scalar' ? 'xsd:int' : 'sqlstream:SqlResultStream';
  return `<xsd:element name="${name}"><xsd:complexType><xsd:sequence>
${params.map(parameter).join('')}</xsd:sequence></xsd:complexType></xsd:element>
<xsd:element name="${name}Response"><xsd:complexType><xsd:sequence>
<xsd:element name="${name}Result" type="${result}" minOccurs="0" nillable="true"/>
</xsd:sequence></xsd:complexType></xsd:element>
`;
}

function parameter({ wire, sqlType, maxLength }: PixiParam): string {
  const head = `<xsd:element name="${escapeWireName(wire)}" minOccurs="0" nillable="true"`;
  if (maxLength === undefined) return `${head} type="${XSD_TYPE[sqlType]}"/>\n`;
  return `${head}><xsd:simpleType><xsd:restriction base="${XSD_TYPE[sqlType]}"><xsd:maxLength value="${maxLength}"/></xsd:restriction></xsd:simpleType></xsd:element>\n`;
}

const messages = ({
  name,
}: PixiProcedure): string => `<wsdl:message name="${name}SoapIn"><wsdl:part name="parameters" element="tns:${name}"/></wsdl:message>
<wsdl:message name="${name}SoapOut"><wsdl:part name="parameters" element="tns:${name}Response"/></wsdl:message>
`;

const portOperation = ({
  name,
}: PixiProcedure): string => `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}SoapIn"/><wsdl:output message="tns:${name}SoapOut"/></wsdl:operation>
`;

const boundOperation = (
  { name }: PixiProcedure,
  namespace: string,
): string => `<wsdl:operation name="${name}"><soap:operation soapAction="${namespace}${name}" style="document"/>
<wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>
`;

function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
