import type { ReleaseFacts } from '../../facts.js';
import type { ProviderPaymentId } from '../../ids.js';
import { eur } from '../../money.js';
import type { Operation } from '../../operation.js';
import { plusMs, SECOND } from '../../time.js';
import {
  aMemory,
  anOperation,
  aPayment,
  aPolicy,
  found,
  NOW,
  path,
  releaseFacts,
} from '../builders.js';
import type { ExpectedDecision } from '../print-decision.js';

export type ReleaseCase = ExpectedDecision & {
  readonly rule: string;
  readonly facts: ReleaseFacts;
};

export const AUTHORIZED = ['authorization success 100.00'];

export const SHOP_CHARGED = ['capture success 100.00'];

export const standard = aPolicy({ mode: 'standard' });

export const OTHER_PAYMENT = 's-pay-7' as ProviderPaymentId;

export const locked = anOperation({ kind: 'lock' });

export const unlocked = anOperation({ kind: 'unlock', finishedAt: plusMs(NOW, -30 * SECOND) });

export const lifted = anOperation({
  kind: 'unlock',
  document: 'by-hand-1',
  finishedAt: plusMs(NOW, -30 * SECOND),
});

export const released = anOperation({ kind: 'release' });

export const refusal = { code: 'unzer.not-allowed', message: 'Authorisation expired' };

export const capture = (fields: Partial<Operation> = {}): Operation =>
  anOperation({
    kind: 'capture',
    amount: eur('100.00'),
    transactionPath: path('charges/s-chg-1'),
    ...fields,
  });

export type Want = Partial<ExpectedDecision>;

export const row = (rule: string, fields: Partial<ReleaseFacts>, want: Want): ReleaseCase => ({
  rule,
  facts: releaseFacts(fields),
  reason: '',
  state: 'released',
  commands: [],
  problems: [],
  ...want,
});

/** Rows whose outcome is lock, release, tell. */
export const locks = (
  rule: string,
  fields: Partial<ReleaseFacts>,
  reason: string,
  severity = 'error',
): ReleaseCase =>
  row(rule, fields, {
    reason,
    state: 'locked',
    commands: ['lock', 'release'],
    problems: [`${severity} release.${reason}`],
  });

export const memoryOf = (...operations: Operation[]): Partial<ReleaseFacts> => ({
  memory: aMemory({ operations }),
});

export const pays = (...lines: string[]): Partial<ReleaseFacts> => ({
  payment: found(aPayment(lines)),
});
