import * as z from 'zod';
import { FAULT_KINDS, FAULT_TARGETS } from '../kernel/faults.js';
import { dialectMistake, dialectSchema } from '../pixi/soap/dialect.js';
import { tellTruth } from '../truth/tell-truth.js';
import { checkOut, checkoutSchema } from './checkout.js';
import { ControlError } from './control-error.js';
import { bodyOf, route, type ControlRoute } from './route.js';

const faultSchema = z.strictObject({
  target: z.enum(FAULT_TARGETS),
  match: z.string().optional(),
  kind: z.enum(FAULT_KINDS),
  times: z.number().optional(),
  probability: z.number().optional(),
  delayMs: z.number().optional(),
  code: z.union([z.string(), z.number()]).transform(String).optional(),
});

/** The shop, the faults, the records and the judge. */
export const sandboxRoutes: readonly ControlRoute[] = [
  route('GET', '/', () => ({ ok: true })),
  route('POST', '/shop/checkout', (call) => checkOut(call.world, bodyOf(call, checkoutSchema))),
  route('POST', '/faults', (call) => ({ id: call.world.faults.add(bodyOf(call, faultSchema)) })),
  route('GET', '/faults', ({ world }) => world.faults.list()),
  route('DELETE', '/faults', ({ world }) => {
    world.faults.clear();
    return { cleared: true };
  }),
  route('GET', '/calls', ({ world, query }) => {
    const target = z
      .enum(FAULT_TARGETS)
      .optional()
      .parse(query.get('target') ?? undefined);
    const since = query.get('since') ?? undefined;
    if (since !== undefined && Number.isNaN(Date.parse(since)))
      throw new ControlError(400, 'since must be an ISO moment.');
    return world.calls.list({ target, since });
  }),
  route('GET', '/mails', ({ world }) => world.mails.list()),
  route('GET', '/dialect', ({ world }) => world.pixi.dialect()),
  route('POST', '/dialect', (call) => {
    const dialect = bodyOf(call, dialectSchema);
    const mistake = dialectMistake(dialect);
    if (mistake !== null) throw new ControlError(400, mistake);
    call.world.pixi.setDialect(dialect);
    return dialect;
  }),
  route('GET', '/truth', ({ world, query }) =>
    tellTruth(world, { atRest: ['1', 'true'].includes(query.get('atRest') ?? '') }),
  ),
  route('POST', '/reset', ({ world }) => {
    world.reset();
    return { reset: true };
  }),
];
