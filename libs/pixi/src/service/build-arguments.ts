import { Fault } from '@abgleich/domain';
import type { PixiParam, PixiProcedure } from '../mapping/procedure-definition.js';
import { escapeWireName, unescapeWireName } from '../mapping/wire-name.js';
import { writeArgument, type PixiArgument } from '../values/write-argument.js';

export type GivenArguments = Readonly<Record<string, PixiArgument | null | undefined>>;

/** What is known of the database that a call goes to. */
export type DatabaseAbility = {
  /** Parameters in the database's own order and spelling; `null` where its WSDL does not tell. */
  readonly offered: readonly string[] | null;
  /** As `22.06`; `null` = the newest we know. */
  readonly version: string | null;
};

/**
 * The arguments of a call as they travel, in wire order. Parameters that the database does not know are left out where
 * that changes nothing that matters; otherwise `config pixi.procedure-missing`. Throws `bug pixi.unsafe-request` for a
 * call that would mean something else than was meant.
 */
export function buildArguments(
  procedure: PixiProcedure,
  given: GivenArguments,
  database: DatabaseAbility,
): Readonly<Record<string, string>> {
  requireSelector(procedure, given);
  const byWire = new Map<string, string>();
  for (const param of procedure.params) {
    const value = given[param.key];
    if (value === undefined || value === null) {
      if (param.required) throw unsafe(procedure, param.key, 'missing');
      continue;
    }
    const wire = spelling(param, database);
    if (wire !== null) byWire.set(wire, writeArgument(param, value));
    else if (param.droppable !== true && param.since === undefined)
      throw new Fault({
        kind: 'config',
        code: 'pixi.procedure-missing',
        params: { procedure: procedure.name, parameter: param.wire },
      });
  }
  const order = database.offered ?? [...byWire.keys()];
  const ordered = order.flatMap((wire) => {
    const text = byWire.get(wire);
    return text === undefined ? [] : [[wire, text] as const];
  });
  return Object.fromEntries(ordered);
}

/** How this database spells a parameter; `null` when it does not know it. */
function spelling(param: PixiParam, { offered, version }: DatabaseAbility): string | null {
  if (param.since !== undefined && version !== null && isOlder(version, param.since)) return null;
  if (offered === null) return escapeWireName(param.wire);
  const wanted = param.wire.toLowerCase();
  return offered.find((wire) => unescapeWireName(wire).toLowerCase() === wanted) ?? null;
}

/** pixi reads order number 0 as "none given", so it does not count as a selector either. */
function requireSelector(procedure: PixiProcedure, given: GivenArguments): void {
  if (procedure.selectors === undefined) return;
  const isGiven = (key: string): boolean => {
    const value = given[key];
    return value !== undefined && value !== null && value !== '' && !/^-?0*$/.test(String(value));
  };
  if (!procedure.selectors.some(isGiven)) throw unsafe(procedure, 'selector', 'missing');
}

/** Compares `22.06` with `23.03`, or `6.9.46` with `18.07`, number by number. */
export function isOlder(version: string, than: string): boolean {
  const [ours, theirs] = [version, than].map((one) => one.split('.').map(Number));
  for (const [at, number] of (theirs ?? []).entries()) {
    const difference = (ours?.[at] ?? 0) - number;
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function unsafe(procedure: PixiProcedure, parameter: string, why: string): Fault {
  return new Fault({
    kind: 'bug',
    code: 'pixi.unsafe-request',
    params: { procedure: procedure.name, parameter, why },
  });
}
