import { CONFIGURATION_PATHS, valueAt } from '@abgleich/contracts';
import { describe, expect, it } from '@jest/globals';
import { de } from '../i18n/de/all.js';
import { en } from '../i18n/en/all.js';
import { rebaseForm } from './rebase-form.js';
import { DEFAULTS, SECTIONS, SETTING_KINDS } from './settings.js';

const PARTS = ['label', 'hint', 'help', 'example', 'error'];

describe('the settings of a configuration', () => {
  it.each([
    ['German', de.configurations.settings],
    ['English', en.configurations.settings],
  ])('each have label, sentence, help, example and complaint in %s', (_language, texts) => {
    const missing = CONFIGURATION_PATHS.flatMap((path) =>
      PARTS.filter((part) => {
        const text = valueAt(texts, `${path}.${part}`);
        return typeof text !== 'string' || text.trim() === '';
      }).map((part) => `${path}.${part}`),
    );
    expect(missing).toEqual([]);
    expect(CONFIGURATION_PATHS.length).toBeGreaterThan(10);
  });

  it('each stand in the form exactly once, and have a way to be entered', () => {
    const shown = SECTIONS.flatMap(({ paths }) => [...paths]);
    expect([...shown].sort()).toEqual([...CONFIGURATION_PATHS].sort());
    expect(Object.keys(SETTING_KINDS).sort()).toEqual([...CONFIGURATION_PATHS].sort());
  });

  it('each have a value in a new form', () => {
    const without = CONFIGURATION_PATHS.filter((path) => valueAt(DEFAULTS, path) === undefined);
    expect(without).toEqual([]);
  });
});

describe('what somebody entered while somebody else saved', () => {
  /** Another value than the default at every path. */
  const changed = (path: string, mark: string): typeof DEFAULTS => {
    const copy = structuredClone(DEFAULTS);
    const [first = '', second] = path.split('.');
    Reflect.set(second === undefined ? copy : copy.policy, second ?? first, mark);
    return copy;
  };

  it.each(CONFIGURATION_PATHS)('stays where they changed %s, and gives way where not', (path) => {
    const mine = changed(path, 'mine');
    const theirs = changed(path, 'theirs');
    expect(valueAt(rebaseForm(DEFAULTS, { mine, theirs }), path)).toBe('mine');
    const untouched = rebaseForm(DEFAULTS, { mine: DEFAULTS, theirs });
    expect(valueAt(untouched, path)).toBe('theirs');
  });
});
