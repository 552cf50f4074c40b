import * as z from 'zod';
import { headerStatus } from '../pixi/ledger/line-status.js';
import { findOrderByExternal } from '../pixi/ledger/lookup.js';
import type { Order } from '../pixi/ledger/model.js';
import { printCents } from '../pixi/ledger/units.js';
import { amountText } from './amount-text.js';
import { ControlError } from './control-error.js';
import { orderView, type OrderView } from './order-view.js';
import { bodyOf, route, type ControlCall, type ControlRoute } from './route.js';
import { PERSON } from './sandbox-world.js';

/** More than this nobody reads at once; ask for single orders. */
const ORDERS_LISTED_MAX = 1_000;

const linesSchema = z
  .array(
    z
      .object({
        orderlineKey: z.coerce.number().int(),
        qty: z.number().int().positive(),
      })
      .transform(({ orderlineKey, qty }) => ({ lineKey: orderlineKey, qty })),
  )
  .min(1);
const shipSchema = z.object({ lines: linesSchema.optional() });
const cancelSchema = z.object({
  lines: linesSchema.optional(),
  status: z.enum(['STO', 'NLB']).optional(),
});
const returnSchema = z.object({
  lines: linesSchema,
  shipCost: amountText.optional(),
  alreadySettled: z.boolean().optional(),
});
const lockSchema = z.object({ locked: z.boolean(), reason: z.string().max(255).optional() });
const settleSchema = z.object({ invoiceNr: z.string() });
const kkIdSchema = z.object({ kkId: z.string().max(50) });

/** By pixi's own number, or by the shop's. Throws when there is no such order. */
function namedOrder({ world, ids: [id = ''] }: ControlCall): Order {
  const state = world.pixi.state();
  const text = decodeURIComponent(id);
  const order = state.orders.get(Number(text)) ?? findOrderByExternal(state, text, null);
  if (!order) throw new ControlError(404, `There is no order ${text}.`);
  return order;
}

const shown = (call: ControlCall, order: Order): OrderView =>
  orderView(call.world.pixi.state(), order);

/** What people and the warehouse do in pixi, and pixi's ledger. */
export const pixiRoutes: readonly ControlRoute[] = [
  route('GET', '/pixi/orders', ({ world }) => {
    const orders = [...world.pixi.state().orders.values()].slice(-ORDERS_LISTED_MAX);
    return orders.map((order) => ({
      orderNr: String(order.orderNr),
      orderNrExternal: order.orderNrExternal,
      paymentCode: order.paymentCode,
      status: headerStatus(order),
      locked: order.locked,
      kkId: order.kkId,
    }));
  }),
  route('GET', '/pixi/orders/{}', (call) => shown(call, namedOrder(call))),
  route('POST', '/pixi/orders/{}/ship', (call) => {
    const { orderNr } = namedOrder(call);
    const lines = bodyOf(call, shipSchema).lines ?? null;
    const { world } = call;
    const { invoiceNr, total } = world.pixi.run({ do: 'ship', at: world.now(), orderNr, lines });
    return { invoiceNr, total: printCents(total ?? 0) };
  }),
  route('POST', '/pixi/orders/{}/cancel', (call) => {
    const order = namedOrder(call);
    const { lines = null, status = 'STO' } = bodyOf(call, cancelSchema);
    const { world } = call;
    world.pixi.run({ do: 'cancel', at: world.now(), orderNr: order.orderNr, lines, status });
    return { status: headerStatus(order) };
  }),
  route('POST', '/pixi/orders/{}/return', (call) => {
    const { orderNr } = namedOrder(call);
    const { lines, shipCost = 0, alreadySettled = false } = bodyOf(call, returnSchema);
    const { world } = call;
    const wanted = { orderNr, lines, shipCost, alreadySettled };
    const { invoiceNr, total } = world.pixi.run({ do: 'return', at: world.now(), ...wanted });
    return { creditNoteNr: invoiceNr, total: printCents(total ?? 0) };
  }),
  route('POST', '/pixi/orders/{}/lock', (call) => {
    const order = namedOrder(call);
    const { locked, reason = '' } = bodyOf(call, lockSchema);
    const { world } = call;
    const lock = { orderNr: order.orderNr, locked, reason, user: PERSON };
    world.pixi.run({ do: 'lock-order', at: world.now(), ...lock });
    return shown(call, order);
  }),
  route('POST', '/pixi/orders/{}/settle', (call) => {
    const order = namedOrder(call);
    const { invoiceNr } = bodyOf(call, settleSchema);
    const { orderNr } = order;
    call.world.pixi.run({ do: 'settle-by-hand', at: call.world.now(), orderNr, invoiceNr });
    return shown(call, order);
  }),
  route('POST', '/pixi/orders/{}/delete-booking', (call) => {
    const order = namedOrder(call);
    const { invoiceNr } = bodyOf(call, settleSchema);
    const { orderNr } = order;
    call.world.pixi.run({ do: 'delete-booking', at: call.world.now(), orderNr, invoiceNr });
    return shown(call, order);
  }),
  route('POST', '/pixi/orders/{}/hold', (call) => {
    const order = namedOrder(call);
    const { orderNr } = order;
    call.world.pixi.run({ do: 'hold', at: call.world.now(), orderNr, user: PERSON });
    return shown(call, order);
  }),
  route('POST', '/pixi/orders/{}/release', (call) => {
    const order = namedOrder(call);
    const { orderNr } = order;
    call.world.pixi.run({ do: 'release-by-hand', at: call.world.now(), orderNr, user: PERSON });
    return shown(call, order);
  }),
  route('POST', '/pixi/orders/{}/kk-id', (call) => {
    const order = namedOrder(call);
    const { kkId } = bodyOf(call, kkIdSchema);
    const { orderNr } = order;
    call.world.pixi.run({ do: 'set-payment-id', at: call.world.now(), orderNr, kkId });
    return shown(call, order);
  }),
];
