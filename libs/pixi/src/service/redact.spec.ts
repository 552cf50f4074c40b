import { describe, expect, it } from '@jest/globals';
import { PIXI_PROCEDURES } from '../mapping/pixi-procedures.js';
import { redactText, tracedArguments } from './redact.js';

describe('what may be recorded', () => {
  it.each([
    ['Invoice DEM0000021 is already set to paid', 'Invoice DEM0000021 is already set to paid'],
    ['for max@muster.example today', 'for *** today'],
    ['card 4111 1111 1111 1111', 'card ***'],
    ['card 4111111111111111', 'card ***'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN ***'],
    ['order 184001, 60.00', 'order 184001, 60.00'],
  ])('%j becomes %j', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it('is one short line', () => {
    expect(redactText('a\nb'.repeat(500))).toHaveLength(200);
  });

  it('of arguments is what the mapping allows: no text, no name, no address', () => {
    const args = { OrderNr: '1', Locked: '1', UserName: 'Abgleich', Reason: 'Frau Müster' };
    expect(tracedArguments(PIXI_PROCEDURES.pixiSetOrderShippingLock, args)).toEqual({
      OrderNr: '1',
      Locked: '1',
    });
  });
});
