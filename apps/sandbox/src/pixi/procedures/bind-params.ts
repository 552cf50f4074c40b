import { escapeWireName, type PixiParam, type PixiProcedure } from '@abgleich/pixi';
import { parseWallMs } from '../ledger/berlin-time.js';
import { AmountError, parseUnits } from '../ledger/units.js';
import { SoapFault } from '../soap/soap-fault.js';
import type { SoapRequest } from '../soap/read-request.js';
import type { Params } from './procedure.js';

/** An error that SQL Server itself raises over a call's parameters; answered as a SqlMessage. */
export class SqlError extends Error {
  readonly number: number;
  constructor(number: number, sentence: string) {
    super(sentence);
    this.number = number;
  }
}

/** SQL Server's own error numbers. */
const NOT_A_PARAMETER = 8145;
const NOT_SUPPLIED = 201;
const NOT_CONVERTIBLE = 8114;

type Value = string | number | boolean;

/**
 * Checks a call's parameters as SQL Server does and reads their values: unknown names and unreadable values are SQL errors, a wrong
 * order is a fault. `hidden` = parameters that this database does not know, as `procedure.WireName`.
 */
export function bindParams(
  procedure: PixiProcedure,
  sent: SoapRequest['params'],
  hidden: readonly string[],
): Params<string> {
  const known = procedure.params.filter(
    ({ wire }) => !hidden.includes(`${procedure.name}.${wire}`),
  );
  const values = new Map<string, Value>();
  let lastIndex = -1;
  for (const { name, value } of sent) {
    const index = known.findIndex(({ wire }) => wire === name || escapeWireName(wire) === name);
    const param = known[index];
    if (!param)
      throw new SqlError(
        NOT_A_PARAMETER,
        `@${name} is not a parameter for procedure ${internalName(procedure)}.`,
      );
    if (index <= lastIndex)
      throw new SoapFault('InvalidParameter', `Parameter ${name} is out of order.`);
    lastIndex = index;
    if (value !== null) values.set(param.key, readValue(param, value));
  }
  refuseMissing(procedure, known, values);
  return accessTo(values);
}

/** The stored procedure behind the SOAP method `pixiFoo` is called `pipiFoo`; error texts show that name. */
export const internalName = ({ name }: PixiProcedure): string => name.replace(/^pixi/, 'pipi');

function refuseMissing(
  procedure: PixiProcedure,
  known: readonly PixiParam[],
  values: ReadonlyMap<string, Value>,
): void {
  const missing = known.find(({ required, key }) => required && !values.has(key));
  if (!missing) return;
  throw new SqlError(
    NOT_SUPPLIED,
    `Procedure or function '${internalName(procedure)}' expects parameter '@${missing.wire}', which was not supplied.`,
  );
}

function accessTo(values: ReadonlyMap<string, Value>): Params<string> {
  return {
    text: (key) => {
      const value = values.get(key);
      return value === undefined ? null : String(value);
    },
    number: (key) => {
      const value = values.get(key);
      return typeof value === 'number' ? value : null;
    },
    bit: (key) => {
      const value = values.get(key);
      return typeof value === 'boolean' ? value : null;
    },
  };
}

function readValue({ sqlType, maxLength, wire }: PixiParam, text: string): Value {
  switch (sqlType) {
    case 'int':
    case 'smallint':
      return /^\s*-?\d{1,10}\s*$/.test(text) ? Number(text) : unreadable(wire, sqlType);
    case 'bit':
      return readBit(text.trim().toLowerCase()) ?? unreadable(wire, sqlType);
    case 'money':
    case 'numeric':
      return readAmount(text) ?? unreadable(wire, sqlType);
    case 'float':
      return Number.isFinite(Number(text)) ? Number(text) : unreadable(wire, sqlType);
    case 'datetime':
      return parseWallMs(text) ?? unreadable(wire, sqlType);
    case 'char':
    case 'varchar':
      return text.slice(0, maxLength);
    default:
      return unreadable(wire, sqlType);
  }
}

function readBit(text: string): boolean | null {
  if (text === '1' || text === 'true') return true;
  return text === '0' || text === 'false' ? false : null;
}

function readAmount(text: string): number | null {
  try {
    return parseUnits(text);
  } catch (error) {
    if (error instanceof AmountError) return null;
    throw error;
  }
}

function unreadable(wire: string, sqlType: string): never {
  throw new SqlError(
    NOT_CONVERTIBLE,
    `Error converting data type nvarchar to ${sqlType} (parameter @${wire}).`,
  );
}
