import { type OrderRow, ordersAnswer } from '@abgleich/contracts';
import type { PixiOrder } from '../control-client.js';
import type { PortalClient } from '../portal-client.js';
import type { Chaos } from './run-chaos.js';
import type { ChaosOrder } from './chaos-order.js';

const FINAL = ['settled', 'cancelled', 'ignored'];

/** All orders as the portal lists them, by number. */
export async function portalOrders(portal: PortalClient): Promise<Map<string, OrderRow>> {
  const rows = new Map<string, OrderRow>();
  let after: string | null = null;
  do {
    const query: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    const answer = await portal.call(`/api/orders?limit=100${query}`);
    const page = ordersAnswer.parse(await answer.json());
    for (const row of page.orders) rows.set(row.orderNumber, row);
    after = page.next;
  } while (after !== null);
  return rows;
}

/** What is not as it should be once everything rests: an empty list is the end that every run must come to. */
export async function complaints(chaos: Chaos, portal: PortalClient): Promise<string[]> {
  const { violations } = await chaos.control.truthAtRest();
  const rows = await portalOrders(portal);
  const found = violations.map(({ orderNr, rule, detail }) => `${orderNr}: ${rule}: ${detail}`);
  for (const order of chaos.orders) {
    const nr = String(order.placed.orderNr);
    const wrong = wrongWith(order, await order.view(), rows.get(nr));
    found.push(...wrong.map((words) => `${nr} (${order.plan.name}): ${words}`));
  }
  return found;
}

function wrongWith(order: ChaosOrder, view: PixiOrder, row: OrderRow | undefined): string[] {
  const { plan, troubles } = order;
  if (plan.checkout.manual === true)
    return row?.problem ? [`a manual order has ${row.problem.code}`] : [];
  if (row === undefined) return ['the product does not know it'];
  const problem = row.problem;
  const said = `${row.state} (${row.reason})`;
  const wrong: string[] = [];
  if (problem?.severity === 'error' && troubles.size === 0)
    wrong.push(`nobody is needed, but it has ${problem.code} ${JSON.stringify(problem.params)}`);
  if (problem !== null) return wrong;
  const open = [
    ...view.invoices.filter(({ settled }) => !settled).map(({ invoiceNr }) => invoiceNr),
    ...view.creditNotes.filter(({ settled }) => !settled).map(({ creditNoteNr }) => creditNoteNr),
  ];
  if (open.length > 0) wrong.push(`${open.join()} not settled and nobody told; ${said}`);
  if (view.status === 'CLOSED' && !FINAL.includes(row.state)) wrong.push(`closed, but ${said}`);
  return wrong;
}

/** What happened to the orders that a complaint names, for whoever has to understand it. */
export async function explain(chaos: Chaos, found: readonly string[]): Promise<string> {
  const named = chaos.orders.filter(({ placed }) =>
    found.some((one) => one.startsWith(`${placed.orderNr}`)),
  );
  const stories = named.map(
    ({ placed, plan, history, troubles }) =>
      `${placed.orderNr} ${placed.paymentId} ${plan.name} ${JSON.stringify(plan.checkout)} [${[...troubles].join()}]\n  ${history.join('\n  ')}`,
  );
  const ends = await Promise.all(
    named.map(async (one) => JSON.stringify([await one.view(), await one.payment()])),
  );
  return [`seed ${chaos.options.seed}`, ...found, ...stories, ...ends].join('\n');
}
