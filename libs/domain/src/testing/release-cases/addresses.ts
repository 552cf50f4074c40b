import { traitsOf } from '../../payment-methods.js';
import { anOrder } from '../builders.js';
import { byFamily, paysBy, REQUESTED } from './family-rows.js';
import { AUTHORIZED, type ReleaseCase, row } from './rows.js';

export const addresses: readonly ReleaseCase[] = byFamily('invoice-secured', 'paylater').flatMap(
  (method) => {
    const payment = paysBy(method, ...(traitsOf(method).authorizes ? AUTHORIZED : REQUESTED));
    const reason = traitsOf(method).authorizes ? 'authorized' : 'request-accepted';
    return [
      row(
        `release, ${method}, the insured address still matches: released`,
        { ...payment, address: { matches: true, changeable: false } },
        { reason, commands: ['release'] },
      ),
      row(
        `release, ${method}, another address that can still be changed: notice`,
        { ...payment, address: { matches: false, changeable: true } },
        { reason, commands: ['release'], problems: ['notice release.address-differs'] },
      ),
      row(
        `release, ${method}, another address that can no longer be changed: error`,
        {
          ...payment,
          order: anOrder({ status: 'open', locked: false }),
          address: { matches: false, changeable: false },
        },
        { reason: 'already-released', problems: ['error release.address-final'] },
      ),
    ];
  },
);
