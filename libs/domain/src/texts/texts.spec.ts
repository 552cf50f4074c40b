import { describe, expect, it } from '@jest/globals';
import { CANCEL_RETURN_REASONS } from '../cancel-return/cancel-return-reasons.js';
import { decideCancelReturn } from '../cancel-return/decide-cancel-return.js';
import { decideCapture } from '../capture/decide-capture.js';
import { CAPTURE_REASONS } from '../capture/capture-reasons.js';
import { COMMENT_LENGTH, COMMENT_PREFIX, LOCK_REASON_LENGTH } from '../comments.js';
import type { Decision } from '../decision.js';
import { toErpText } from '../erp-text.js';
import { FAULT_CATALOG } from '../fault-catalog.js';
import { FAULT_CODES } from '../fault.js';
import { PROBLEM_CATALOG } from '../problem-catalog.js';
import { PROBLEM_CODES } from '../problem-codes.js';
import {
  CANCEL_RETURN_REASON_TEXTS,
  CAPTURE_REASON_TEXTS,
  RELEASE_REASON_TEXTS,
} from '../reason-texts.js';
import { decideRelease } from '../release/decide-release.js';
import { RELEASE_REASONS } from '../release/release-reasons.js';
import { placeholdersOf, renderText, type Language } from '../render-text.js';
import { CANCEL_RETURN_CASES } from '../testing/cancel-return-cases/index.js';
import { CAPTURE_CASES } from '../testing/capture-cases/index.js';
import { RELEASE_CASES } from '../testing/release-cases/index.js';
import type { CatalogTexts } from './texts.js';

const LANGUAGES: readonly Language[] = ['de', 'en'];
const allTexts = (entry: CatalogTexts): readonly string[] =>
  LANGUAGES.flatMap((language) => Object.values(entry[language]));
const DECISIONS: readonly (readonly [string, Decision<string>])[] = [
  ...RELEASE_CASES.map(({ rule, facts }) => [rule, decideRelease(facts)] as const),
  ...CAPTURE_CASES.map(({ rule, facts }) => [rule, decideCapture(facts)] as const),
  ...CANCEL_RETURN_CASES.map(({ rule, facts }) => [rule, decideCancelReturn(facts)] as const),
];

describe('the catalogues', () => {
  it('hold every problem and every fault, no more and no less', () => {
    expect(Object.keys(PROBLEM_CATALOG).sort()).toEqual([...PROBLEM_CODES].sort());
    expect(Object.keys(FAULT_CATALOG).sort()).toEqual([...FAULT_CODES].sort());
  });

  it('give every problem and fault a number of its own', () => {
    const numbers = [...Object.values(PROBLEM_CATALOG), ...Object.values(FAULT_CATALOG)].map(
      ({ number }) => number,
    );
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toMatch(/^[A-Z]\d{3}$/);
  });

  it.each(Object.entries({ ...PROBLEM_CATALOG, ...FAULT_CATALOG }))(
    '%s says what happened, what it means and what to do, in both languages',
    (_code, entry) => {
      for (const text of allTexts(entry)) {
        expect(text.length).toBeGreaterThan(10);
        expect(text).toMatch(/([.!?]|\{message\})$/);
      }
      expect(entry.de).not.toEqual(entry.en);
      expect(Object.values(entry.de).join(' ')).not.toMatch(/\b(du|dein|deine|dir|dich)\b/i);
    },
  );

  it('want the same values in both languages', () => {
    for (const [code, { de, en }] of Object.entries(PROBLEM_CATALOG)) {
      const wanted = (texts: typeof de) =>
        [...placeholdersOf(Object.values(texts).join(' '))].sort().join();
      expect([code, wanted(en)]).toEqual([code, wanted(de)]);
    }
  });

  it('name no values in faults and in problems that do not come from a rule', () => {
    const others = Object.entries(PROBLEM_CATALOG).filter(
      ([code]) => !/^(release|capture|cancel-return|checker)\./.test(code),
    );
    for (const [code, entry] of [...Object.entries(FAULT_CATALOG), ...others])
      expect([code, ...placeholdersOf(allTexts(entry).join(' '))]).toEqual([code]);
  });
});

describe('what decisions say', () => {
  it.each(DECISIONS)('all values for the texts are there: %s', (_rule, { problems }) => {
    for (const { code, params } of problems)
      for (const text of allTexts(PROBLEM_CATALOG[code]))
        expect(placeholdersOf(renderText(text, params))).toEqual([]);
  });

  it('is shown for every problem that a rule can raise', () => {
    const shown = new Set<string>(
      DECISIONS.flatMap(([, { problems }]) => problems.map(({ code }) => code)),
    );
    const ofRules = PROBLEM_CODES.filter((code) => /^(release|capture|cancel-return)\./.test(code));
    expect(ofRules.filter((code) => !shown.has(code))).toEqual([]);
  });

  it('has the severity of the catalogue', () => {
    for (const [, { problems }] of DECISIONS)
      for (const { code, severity } of problems)
        expect([code, severity]).toEqual([code, PROBLEM_CATALOG[code].severity]);
  });

  it('fits the ERP in every comment, with all values in their places', () => {
    for (const [, { comment }] of DECISIONS) {
      if (comment === null) continue;
      expect(comment.text.startsWith(COMMENT_PREFIX)).toBe(true);
      expect(comment.text).not.toMatch(/[{}]|Fehler \)/);
      expect(toErpText(comment.text, COMMENT_LENGTH)).toBe(comment.text);
      expect(comment.text).not.toMatch(/…$/);
    }
  });

  it('fits the ERP in every reason for a lock', () => {
    for (const [, { commands }] of DECISIONS)
      for (const command of commands)
        if (command.kind === 'lock' || command.kind === 'unlock') {
          expect(command.reason).toMatch(/^Abgleich: .{10}/);
          expect(toErpText(command.reason, LOCK_REASON_LENGTH)).toBe(command.reason);
        }
  });

  it('comes with a comment for every error, unless the ERP itself refused a step of a good order', () => {
    const silent = DECISIONS.filter(
      ([, { reason, problems, comment }]) =>
        comment === null &&
        reason !== 'step-refused' &&
        problems.some(({ severity }) => severity === 'error'),
    );
    expect(silent.map(([rule, { reason }]) => `${reason}: ${rule}`)).toEqual([]);
  });

  it('has a sentence for every reason in both languages', () => {
    for (const reason of RELEASE_REASONS)
      for (const language of LANGUAGES)
        expect(RELEASE_REASON_TEXTS[reason][language]).toMatch(/^\S.{8,}\.$/);
    for (const reason of CAPTURE_REASONS)
      for (const language of LANGUAGES)
        expect(CAPTURE_REASON_TEXTS[reason][language]).toMatch(/^\S.{8,}\.$/);
    for (const reason of CANCEL_RETURN_REASONS)
      for (const language of LANGUAGES)
        expect(CANCEL_RETURN_REASON_TEXTS[reason][language]).toMatch(/^\S.{8,}\.$/);
  });
});

describe('renderText', () => {
  it('puts values in, each as often as it is named', () => {
    expect(renderText('{a} und {b} und {a}', { a: '1', b: '2' })).toBe('1 und 2 und 1');
  });

  it('shows the gap when a value is missing', () => {
    expect(renderText('{a} fehlt', {})).toBe('{a} fehlt');
  });

  it('does not read placeholders in values', () => {
    expect(renderText('{a}', { a: '{b}', b: 'x' })).toBe('{b}');
  });
});
