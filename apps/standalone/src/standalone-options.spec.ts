import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { HELP, parseOptions } from './standalone-options.js';

describe('parseOptions', () => {
  it('starts everything with demo orders on port 4000 in ./.abgleich when nothing is said', () => {
    expect(parseOptions([])).toEqual({
      options: {
        portBase: 4000,
        dataDir: resolve('.abgleich'),
        fresh: false,
        demo: true,
        sandbox: true,
        json: false,
      },
    });
  });

  it('understands every option of its help', () => {
    const words = ['--port-base=5000', '--data-dir', '/tmp/x', '--fresh', '--no-demo', '--json'];
    expect(parseOptions(words)).toMatchObject({
      options: { portBase: 5000, dataDir: '/tmp/x', fresh: true, demo: false, json: true },
    });
    for (const option of [
      '--port-base',
      '--data-dir',
      '--fresh',
      '--no-demo',
      '--no-sandbox',
      '--json',
    ]) {
      expect(HELP).toContain(option);
    }
  });

  it('generates no demo orders without a sandbox', () => {
    expect(parseOptions(['--no-sandbox'])).toMatchObject({
      options: { sandbox: false, demo: false },
    });
  });

  it.each([
    ['--port-base=80', /--port-base must be a number from 1024 to 65526/],
    ['--port-base=65530', /--port-base must be a number/],
    ['--port-base=x', /--port-base must be a number/],
    ['--portbase=1', /--portbase/],
    ['surprise', /surprise/],
  ])('refuses %s with a sentence that names it', (word, sentence) => {
    expect(parseOptions([word])).toEqual({ wrong: expect.stringMatching(sentence) });
  });

  it('gives its help when asked', () => {
    expect(parseOptions(['--help'])).toEqual({ help: HELP });
  });
});
