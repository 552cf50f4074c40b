import { type AuditEntry, SIGN_IN_OUTCOMES } from '@abgleich/contracts';
import { PROBLEM_CATALOG } from '@abgleich/domain';
import type { TFunction } from 'i18next';
import type { Language } from '../format/locale.js';
import { auditLog as de } from '../i18n/de/audit-log.js';
import { faultText } from '../texts/fault-text.js';

/** Ids and marks for programs; the sentence says what a person needs of them. */
const FOR_PROGRAMS = ['connectionId', 'copyOf', 'first', 'step'];
const numbers: Readonly<Record<string, { readonly number: string } | undefined>> = PROBLEM_CATALOG;

/** The small facts of an entry as `Rolle: Nur lesen`; what nobody has a word for stays as it was written. */
export function detailPairs(
  details: AuditEntry['details'],
  { t, language }: { t: TFunction; language: Language },
): string[] {
  const wordOf = (value: string): string => {
    const outcome = SIGN_IN_OUTCOMES.find((one) => one === value);
    if (outcome !== undefined) return t(`accounts.signIns.${outcome}`);
    if (Object.hasOwn(de.value, value))
      return t(`auditLog.value.${value}` as 'auditLog.value.true'); // looked up just before
    return numbers[value]?.number ?? faultText(value, language);
  };
  return Object.entries(details)
    .filter(([name, value]) => !FOR_PROGRAMS.includes(name) && value !== '')
    .map(([name, value]) => {
      const known = Object.hasOwn(de.detail, name)
        ? t(`auditLog.detail.${name}` as 'auditLog.detail.role') // looked up just before
        : name;
      return `${known}: ${wordOf(value)}`;
    });
}
