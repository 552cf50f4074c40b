import { escapeWireName, type PixiColumn, type PixiProcedure } from '@abgleich/pixi';
import { printBerlin } from '../ledger/berlin-time.js';
import { printUnits } from '../ledger/units.js';
import { isPadded, wireNameOf, type Dialect } from './dialect.js';
import { xmlText } from './xml-text.js';

/** A cell: money in ten-thousandths, datetime in epoch milliseconds, NULL = `null`. */
export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell | undefined>>;

/** An error that the procedure raised. `number` 50000 = raised by pixi's own code. */
export type SqlMessage = { readonly number: number; readonly text: string };

/** What a procedure answers; every part is optional on the wire. */
export type ProcedureAnswer = {
  readonly rows?: readonly Row[];
  readonly resultCode?: number;
  readonly scalar?: number;
  readonly message?: SqlMessage;
};

const MS = 'http://schemas.microsoft.com/sqlserver/2004/';
const ENVELOPE_1_1 = 'http://schemas.xmlsoap.org/soap/envelope/';
const ENVELOPE_1_2 = 'http://www.w3.org/2003/05/soap-envelope';
const NAMESPACES = `xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sqlsoaptypes="${MS}SOAP/types" xmlns:sqlresultstream="${MS}SOAP/types/SqlResultStream" xmlns:sqlmessage="${MS}SOAP/types/SqlMessage" xmlns:sqlrowcount="${MS}SOAP/types/SqlRowCount" xmlns:sqltypes="${MS}sqltypes" xmlns:msdata="urn:schemas-microsoft-com:xml-msdata" xmlns:diffgr="urn:schemas-microsoft-com:xml-diffgram-v1"`;
/** A money-like type in XSD terms, for the schema that travels with each row set. */
const XSD_BASE: Readonly<Record<PixiColumn['sqlType'], string>> = {
  int: 'xsd:int',
  smallint: 'xsd:short',
  bit: 'xsd:boolean',
  money: 'xsd:decimal',
  numeric: 'xsd:decimal',
  float: 'xsd:double',
  datetime: 'xsd:dateTime',
  char: 'xsd:string',
  varchar: 'xsd:string',
};
/** `varchar(max)` in SQL Server's own words. */
const VARCHAR_LENGTH_MAX = 2_147_483_647;

export type ResultStreamWriter = (
  procedure: PixiProcedure,
  answer: ProcedureAnswer,
  soapVersion: '1.1' | '1.2',
) => string;

type Spelled = { readonly column: PixiColumn; readonly tag: string; readonly padded: boolean };

/** Writes SQL Server's result stream by hand; the layout parts are made once per procedure and dialect. */
export function createResultStreamWriter(namespace: string, dialect: Dialect): ResultStreamWriter {
  const layouts = new Map<string, { columns: readonly Spelled[]; schema: string }>();
  const layoutOf = (procedure: PixiProcedure) => {
    const known = layouts.get(procedure.name);
    if (known) return known;
    const columns = spelledColumns(procedure, dialect);
    const layout = { columns, schema: rowSetSchema(columns) };
    layouts.set(procedure.name, layout);
    return layout;
  };
  return (procedure, answer, soapVersion) => {
    const { columns, schema } = layoutOf(procedure);
    const rows = answer.rows?.map((row) => rowXml(columns, row));
    const body =
      dialect.flat === true ? flatXml(rows, answer) : streamXml(schema, rows, { answer, dialect });
    const envelope = soapVersion === '1.2' ? ENVELOPE_1_2 : ENVELOPE_1_1;
    const { name } = procedure;
    return `<?xml version="1.0" encoding="utf-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="${envelope}" ${NAMESPACES} xmlns:method="${xmlText(namespace)}"><SOAP-ENV:Body><method:${name}Response><method:${name}Result xmlns="">${body}</method:${name}Result></method:${name}Response></SOAP-ENV:Body></SOAP-ENV:Envelope>`;
  };
}

function spelledColumns(procedure: PixiProcedure, dialect: Dialect): readonly Spelled[] {
  const columns = procedure.rowSets[0]?.columns ?? [];
  return columns.flatMap((column) => {
    const wire = wireNameOf(dialect, procedure.name, column);
    if (wire === null) return [];
    return [{ column, tag: escapeWireName(wire), padded: isPadded(dialect, column) }];
  });
}

function streamXml(
  schema: string,
  rows: readonly string[] | undefined,
  { answer, dialect }: { answer: ProcedureAnswer; dialect: Dialect },
): string {
  if (answer.scalar !== undefined) return String(answer.scalar);
  const code = answer.resultCode ?? 0;
  const codeXml = `<sqlresultstream:SqlResultCode xsi:type="sqlsoaptypes:SqlResultCode">${code}</sqlresultstream:SqlResultCode>`;
  return rowSetXml(schema, rows, dialect) + messageXml(answer.message) + codeXml;
}

function rowSetXml(schema: string, rows: readonly string[] | undefined, dialect: Dialect): string {
  const isEmpty = rows?.length === 0;
  if (rows === undefined || (isEmpty && dialect.emptyForm === 'none')) return '';
  const container =
    isEmpty && dialect.emptyForm !== 'container'
      ? ''
      : `<SqlRowSet1 xmlns="urn:schemas-microsoft-com:sql:SqlRowSet1">${rows.join('')}</SqlRowSet1>`;
  return `<sqlresultstream:SqlRowSet xsi:type="sqlsoaptypes:SqlRowSet" msdata:UseDataSetSchemaOnly="true" msdata:UDTColumnValueWrapped="true">${schema}<diffgr:diffgram>${container}</diffgr:diffgram></sqlresultstream:SqlRowSet>`;
}

function messageXml(message: SqlMessage | undefined): string {
  if (!message) return '';
  return `<sqlresultstream:SqlMessage xsi:type="sqlmessage:SqlMessage"><sqlmessage:Class>16</sqlmessage:Class><sqlmessage:LineNumber>1</sqlmessage:LineNumber><sqlmessage:Message>${xmlText(message.text)}</sqlmessage:Message><sqlmessage:Number>${message.number}</sqlmessage:Number><sqlmessage:Source>Microsoft-SQL/9.0</sqlmessage:Source><sqlmessage:State>1</sqlmessage:State></sqlresultstream:SqlMessage>`;
}

/** The flattened form of the newer gateway: one row's columns directly below the result, several rows as `row`. */
function flatXml(rows: readonly string[] | undefined, answer: ProcedureAnswer): string {
  if (answer.scalar !== undefined) return String(answer.scalar);
  if (answer.message) return messageXml(answer.message);
  if (rows === undefined) return streamXml('', undefined, { answer, dialect: {} });
  if (rows.length === 1) return (rows[0] ?? '').slice('<row>'.length, -'</row>'.length);
  return rows.join('');
}

function rowSetSchema(columns: readonly Spelled[]): string {
  const used = [...new Set(columns.map(({ column }) => column.sqlType))];
  const types = used
    .map(
      (type) =>
        `<xsd:simpleType name="${type}"><xsd:restriction base="${XSD_BASE[type]}"/></xsd:simpleType>`,
    )
    .join('');
  const elements = columns.map(columnSchema).join('');
  return `<xsd:schema targetNamespace="${MS}sqltypes">${types}</xsd:schema><xsd:schema targetNamespace="urn:schemas-microsoft-com:sql:SqlRowSet1" elementFormDefault="qualified"><xsd:element name="SqlRowSet1" msdata:IsDataSet="true"><xsd:complexType><xsd:sequence><xsd:element name="row" minOccurs="0" maxOccurs="unbounded"><xsd:complexType><xsd:sequence>${elements}</xsd:sequence></xsd:complexType></xsd:element></xsd:sequence></xsd:complexType></xsd:element></xsd:schema>`;
}

function columnSchema({ column: { sqlType, maxLength }, tag }: Spelled): string {
  if (sqlType !== 'char' && sqlType !== 'varchar')
    return `<xsd:element name="${tag}" type="sqltypes:${sqlType}" minOccurs="0"/>`;
  const length = maxLength ?? VARCHAR_LENGTH_MAX;
  return `<xsd:element name="${tag}" minOccurs="0"><xsd:simpleType><xsd:restriction base="sqltypes:${sqlType}"><xsd:maxLength value="${length}"/></xsd:restriction></xsd:simpleType></xsd:element>`;
}

/** NULL is an absent element. */
function rowXml(columns: readonly Spelled[], row: Row): string {
  let xml = '<row>';
  for (const { column, tag, padded } of columns) {
    const cell = row[column.key];
    if (cell === undefined || cell === null) continue;
    const text = xmlText(printedCell(column, cell));
    xml += `<${tag}>${padded ? text.padEnd(column.maxLength ?? 0) : text}</${tag}>`;
  }
  return `${xml}</row>`;
}

/** A cell as text, before it is made safe for XML. */
export function printedCell(
  { sqlType, maxLength }: PixiColumn,
  cell: string | number | boolean,
): string {
  switch (sqlType) {
    case 'int':
    case 'smallint':
      return String(Number(cell));
    case 'bit':
      return cell === true || cell === 1 ? '1' : '0';
    case 'money':
    case 'numeric':
      return printUnits(Number(cell));
    case 'float':
      return Number(cell).toExponential(15);
    case 'datetime':
      return printBerlin(Number(cell));
    case 'char':
    case 'varchar':
      return String(cell).slice(0, maxLength);
    default:
      return unknownType(sqlType);
  }
}

function unknownType(type: never): never {
  throw new Error(`Unknown SQL type ${String(type)}.`);
}
