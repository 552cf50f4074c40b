import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { merchantId } from './merchant-id.js';

describe('merchantId', () => {
  it('is a UUID, the same for the same words', () => {
    const id = merchantId('demo', 'connection');
    expect(z.uuid().safeParse(id).success).toBe(true);
    expect(merchantId('demo', 'connection')).toBe(id);
  });
  it('differs when the words differ, also when they only break differently', () => {
    const words = [
      ['demo', 'connection'],
      ['demo', 'organisation'],
      ['democonnection'],
      ['demo', 'connection', ''],
    ];
    expect(new Set(words.map((some) => merchantId(...some))).size).toBe(words.length);
  });
});
