import { describe, expect, it } from '@jest/globals';
import { ownLockInForce, refusalWords, repeatableDocument } from './operation-history.js';
import type { Operation } from './operation.js';
import { aMemory, anOperation, hoursAgo } from './testing/builders.js';

const lock = (document: string, fields: Partial<Operation> = {}) =>
  anOperation({ kind: 'lock', document, ...fields });
const unlock = (document: string, fields: Partial<Operation> = {}) =>
  anOperation({ kind: 'unlock', document, ...fields });

describe('repeatableDocument', () => {
  it.each<[string, readonly Operation[], string]>([
    ['the first one', [], 'order'],
    [
      'one whose outcome is open keeps its name',
      [lock('order', { status: 'open', finishedAt: null })],
      'order',
    ],
    ['one that was refused keeps its name', [lock('order', { status: 'refused' })], 'order'],
    ['the second one', [lock('order'), unlock('order')], 'order-2'],
    ['the third one', [lock('order'), lock('order-2')], 'order-3'],
    [
      'a refused second one keeps its name',
      [lock('order', { finishedAt: hoursAgo(3) }), lock('order-2', { status: 'refused' })],
      'order-2',
    ],
  ])('%s', (_name, operations, document) => {
    expect(repeatableDocument('lock', operations)).toBe(document);
  });
});

describe('ownLockInForce', () => {
  it.each<[string, readonly Operation[], boolean]>([
    ['nothing of ours', [], false],
    ['our lock', [lock('order')], true],
    ['a lock of ours without an answer', [lock('order', { status: 'open' })], true],
    ['a lock that the ERP refused', [lock('order', { status: 'refused' })], false],
    ['lifted', [lock('order'), unlock('order')], false],
    ['lifted, as far as we know', [lock('order'), unlock('order', { status: 'open' })], true],
    ['locked again', [lock('order'), unlock('order'), lock('order-2')], true],
  ])('%s', (_name, operations, expected) => {
    expect(ownLockInForce(aMemory({ operations }))).toBe(expected);
  });
});

describe('refusalWords', () => {
  it.each([
    [
      { code: 'unzer.rejected', message: 'Card expired (COR.100.100.303)' },
      'Card expired (COR.100.100.303)',
    ],
    [{ code: 'pixi.rejected', message: ' ' }, '–'],
    [null, '–'],
  ])('of %j are %s: what the other side said, never a code of ours', (refusal, words) => {
    expect(refusalWords(lock('order', { status: 'refused', refusal }))).toBe(words);
  });
});
