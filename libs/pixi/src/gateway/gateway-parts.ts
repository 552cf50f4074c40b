import type { CallContext, Currency, Fault } from '@abgleich/domain';
import type { PixiAnswer } from '../answer/answer.js';
import type { ColumnKey, PixiProcedureName } from '../mapping/pixi-procedures.js';
import type { PixiArguments, PixiService } from '../service/pixi-service.js';
import { rowsOf, type Row } from './row.js';

/** What every part of the gateway needs. */
export type GatewayParts = {
  readonly service: PixiService;
  readonly defaultCurrency: Currency;
  readonly payCode: string;
  readonly userName: string;
  readonly onBadRow: (fault: Fault) => void;
};

export type PixiRowOf<Name extends PixiProcedureName> = Row<ColumnKey<Name>>;

/** Reads one thing somebody's order waits for: goes before list calls. */
export async function readRows<Name extends PixiProcedureName>(
  { service }: GatewayParts,
  name: Name,
  args: PixiArguments<Name>,
  ctx: CallContext,
): Promise<PixiRowOf<Name>[]> {
  return rowsOf(name, await service.call(name, args, { ctx, priority: 'urgent' }));
}

/** Reads a queue or another list: waits behind single reads and writes. */
export async function listRows<Name extends PixiProcedureName>(
  { service }: GatewayParts,
  name: Name,
  args: PixiArguments<Name>,
  ctx: CallContext,
): Promise<PixiRowOf<Name>[]> {
  return rowsOf(name, await service.call(name, args, { ctx, priority: 'list' }));
}

/** Makes one write. */
export function write<Name extends PixiProcedureName>(
  { service }: GatewayParts,
  name: Name,
  args: PixiArguments<Name>,
  ctx: CallContext,
): Promise<PixiAnswer> {
  return service.call(name, args, { ctx, priority: 'urgent' });
}
