import { describe, expect, it } from '@jest/globals';
import { ASKED_BY_PERSON, ASKED_BY_WEBHOOK, permitsRetry } from './events.js';

describe('a request to look again', () => {
  it('is a permit to repeat what was refused when a person makes it', () => {
    expect(permitsRetry({ why: ASKED_BY_PERSON })).toBe(true);
  });

  it.each([`${ASKED_BY_WEBHOOK}payment.completed`, 'look-up:capture', '', 'webhook:click'])(
    'is a look and no more when it says "%s"',
    (why) => {
      expect(permitsRetry({ why })).toBe(false);
    },
  );
});
