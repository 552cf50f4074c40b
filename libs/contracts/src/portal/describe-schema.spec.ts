import { describe, expect, it } from '@jest/globals';
import { describeSchema } from './describe-schema.js';

describe('a schema in words', () => {
  it.each([
    ['a text', { type: 'string', maxLength: 100 }, 'string (0–100 characters)'],
    ['a day', { type: 'string', format: 'date' }, 'string (date)'],
    ['a choice', { type: 'string', enum: ['de', 'en'] }, '"de" | "en"'],
    [
      'a number with a default',
      { type: 'integer', minimum: 1, maximum: 100, default: 50 },
      'integer (1–100, default 50)',
    ],
    [
      'a whole number without bounds of its own',
      { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
      'integer',
    ],
    ['several of a choice', { type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
    ['something or nothing', { anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
    [
      'values by name',
      { type: 'object', additionalProperties: { type: 'string' } },
      '{ [name]: string }',
    ],
    ['nothing that is known', {}, 'any'],
  ])('%s', (_what, schema, words) => {
    expect(describeSchema(schema)).toBe(words);
  });

  it('shows an object as it is nested, and marks what may be left out', () => {
    const schema = {
      type: 'object',
      required: ['total'],
      properties: {
        total: { type: 'object', required: ['minor'], properties: { minor: { type: 'integer' } } },
        note: { type: 'string' },
      },
    };
    expect(describeSchema(schema)).toBe(
      '{\n  total: {\n    minor: integer\n  }\n  note?: string\n}',
    );
  });
});
