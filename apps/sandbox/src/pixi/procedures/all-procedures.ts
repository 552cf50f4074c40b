import { PIXI_PROCEDURES, type PixiProcedure, type PixiProcedureName } from '@abgleich/pixi';
import * as customers from './customer-procedures.js';
import * as invoices from './invoice-procedures.js';
import * as master from './master-procedures.js';
import * as notes from './note-procedures.js';
import * as orders from './order-procedures.js';
import type { AnswerOf, CallOf, Procedure } from './procedure.js';
import * as queues from './queue-procedures.js';

/** One handler per procedure of the mapping; the compiler names every gap. */
const HANDLERS: { readonly [Name in PixiProcedureName]: Procedure<Name> } = {
  ...queues,
  ...orders,
  ...invoices,
  ...customers,
  ...notes,
  ...master,
};

/** A procedure of the mapping with the code behind it. */
export type InstalledProcedure = {
  readonly definition: PixiProcedure;
  readonly handle: (call: CallOf<never>) => AnswerOf<PixiProcedureName>;
};

/** The procedure of this name (exact spelling, as in the WSDL), or `null`. */
export function installedProcedure(name: string): InstalledProcedure | null {
  if (!isProcedureName(name)) return null;
  // The table above ties each name to its own handler, which TypeScript cannot follow through a lookup.
  const handle = HANDLERS[name] as InstalledProcedure['handle'];
  return { definition: PIXI_PROCEDURES[name], handle };
}

const isProcedureName = (name: string): name is PixiProcedureName =>
  Object.hasOwn(PIXI_PROCEDURES, name);
