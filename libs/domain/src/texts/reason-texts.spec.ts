import { describe, expect, it } from '@jest/globals';
import { reasonText } from '../reason-texts.js';

describe('the sentence of a reason that several services give', () => {
  it('is that of the service that decided', () => {
    expect(reasonText('waiting-for-closed', 'en', 'capture')).not.toBe(
      reasonText('waiting-for-closed', 'en', 'cancel-return'),
    );
    expect(reasonText('waiting-for-closed', 'en', 'cancel-return')).toContain('goes back');
  });

  it('is one of them where nobody knows who decided, and none for a reason that does not exist', () => {
    expect(reasonText('waiting-for-closed', 'de')).not.toBeNull();
    expect(reasonText('waiting-for-closed', 'de', 'a-newer-service')).not.toBeNull();
    expect(reasonText('invented', 'de', 'capture')).toBeNull();
  });
});
