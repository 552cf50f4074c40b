import { eur } from '../../money.js';
import { plusMs } from '../../time.js';
import { NOW } from '../builders.js';
import {
  asked,
  capture,
  type CaptureCase,
  invoiceOf,
  memoryOf,
  OTHER,
  refusal,
  row,
  settlement,
  settles,
  stuck,
  THIS,
} from './rows.js';

export const settling: readonly CaptureCase[] = [
  row(
    'a settlement without an answer is looked up, not repeated',
    memoryOf(capture(THIS, '100.00'), settlement({ status: 'open', finishedAt: null })),
    { reason: 'settlement-uncertain', state: 'waiting' },
  ),
  stuck(
    'a refused settlement is an error',
    memoryOf(capture(THIS, '100.00'), settlement({ status: 'refused', refusal })),
    'settlement-refused',
  ),
  settles(
    'a refused settlement is tried again when somebody asks',
    asked(capture(THIS, '100.00'), settlement({ status: 'refused', refusal })),
    { reason: 'settle-captured' },
  ),
  row(
    'a settlement that cannot be found out goes to a person',
    memoryOf(capture(THIS, '100.00'), settlement({ status: 'abandoned' })),
    {
      reason: 'settlement-needs-human',
      state: 'stuck',
      problems: ['error operation.needs-human'],
    },
  ),
  settles(
    'a part of a larger order leaves it partly settled',
    {
      invoice: invoiceOf('40.00'),
      orderTotal: eur('100.00'),
      ...memoryOf(capture(THIS, '40.00')),
    },
    { reason: 'settle-captured', amount: '40.00', state: 'partly-settled' },
  ),
  settles(
    'the last part settles the order',
    {
      invoice: invoiceOf('60.00'),
      orderTotal: eur('100.00'),
      ...memoryOf(
        capture(THIS, '60.00'),
        settlement({ document: OTHER, amount: eur('40.00'), finishedAt: plusMs(NOW, -1) }),
      ),
    },
    { reason: 'settle-captured', amount: '60.00' },
  ),
];
