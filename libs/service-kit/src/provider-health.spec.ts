import { type ForeignCall, instant, type Journal, type JournalWrite } from '@abgleich/domain';
import type { HealthReport } from '@abgleich/persistence';
import { describe, expect, it } from '@jest/globals';
import { createLog } from './create-log.js';
import { contactOf, journalWithProviderHealth } from './provider-health.js';

const NOW = instant(1_795_000_000_000);
const call = (side: 'erp' | 'psp', outcome: string): ForeignCall => ({
  side,
  name: 'GET /payments/{id}',
  startedAt: NOW,
  durationMs: 5,
  outcome,
  request: null,
  response: null,
});

describe('a call to the payment provider', () => {
  it.each([
    ['was answered', 'ok', { failure: null }],
    ['was refused, which is an answer', 'unzer.amount-exceeded', { failure: null }],
    ['found nobody', 'unzer.unreachable', { failure: { code: 'unzer.unreachable', params: {} } }],
    [
      'lost its answer',
      'unzer.answer-lost',
      { failure: { code: 'unzer.answer-lost', params: {} } },
    ],
    [
      'was not let in',
      'unzer.keys-rejected',
      { failure: { code: 'unzer.keys-rejected', params: {} } },
    ],
    ['had to wait for our own pace', 'unzer.busy', null],
  ])('that %s', (_how, outcome, contact) => {
    expect(contactOf(call('psp', outcome))).toEqual(contact);
  });

  it('is told once per piece of work, as it ended; calls to the ERP are not', () => {
    const reports: HealthReport[] = [];
    const written: JournalWrite[] = [];
    const inner = { write: (entry: JournalWrite) => void written.push(entry) };
    const journal = journalWithProviderHealth(
      inner as unknown as Journal, // only writing is asked of it here
      {
        health: { report: (report) => Promise.resolve(void reports.push(report)) },
        clock: { now: () => NOW },
        log: createLog('spec', { level: 'error' }),
      },
    );
    const ref = { organisationId: 'o', connectionId: 'c', orderNumber: '1' };
    const write = (calls: ForeignCall[]) =>
      journal.write({ ref, now: NOW, traceId: 't', calls } as unknown as JournalWrite); // brands
    void write([call('psp', 'unzer.unreachable'), call('psp', 'ok'), call('erp', 'ok')]);
    void write([call('erp', 'ok')]);
    expect(written).toHaveLength(2);
    expect(reports).toEqual([
      { connectionId: 'c', organisationId: 'o', side: 'psp', failure: null, now: NOW },
    ]);
  });
});
