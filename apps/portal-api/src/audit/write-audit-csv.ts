import { type AuditEntry, auditSentence } from '@abgleich/contracts';

type Language = Parameters<typeof auditSentence>[1];

const HEADS = {
  de: ['Zeitpunkt (Europe/Berlin)', 'Wer', 'Art', 'Was', 'Vorgang', 'Betrifft', 'Einzelheiten'],
  en: ['Moment (Europe/Berlin)', 'Who', 'Kind', 'What', 'Action', 'Target', 'Details'],
} as const satisfies Record<Language, readonly string[]>;
const KINDS = {
  de: { user: 'Person', token: 'API-Token', system: 'Abgleich' },
  en: { user: 'person', token: 'API token', system: 'Abgleich' },
} as const satisfies Record<Language, Record<AuditEntry['actor']['kind'], string>>;
const CUT = {
  de: 'Es gibt weitere Einträge. Grenzen Sie den Zeitraum ein.',
  en: 'There are more entries. Choose a shorter period.',
} as const satisfies Record<Language, string>;

/** Sorts as text and is a date for spreadsheets: `2026-11-22 14:05:09`. */
const MOMENT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** As spreadsheets in Germany open it by a double click: UTF-8 with a mark, semicolons, CRLF. `cut`: there are more entries than these. */
export function writeAuditCsv(
  entries: readonly AuditEntry[],
  { language, cut }: { readonly language: Language; readonly cut: boolean },
): string {
  const rows = entries.map((entry) => [
    MOMENT.format(new Date(entry.at)),
    entry.actor.name,
    KINDS[language][entry.actor.kind],
    auditSentence(entry, language),
    entry.action,
    entry.target,
    Object.entries(entry.details)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', '),
  ]);
  const all = [HEADS[language], ...rows, ...(cut ? [[CUT[language]]] : [])];
  return `\u{FEFF}${all.map((row) => `${row.map(toCell).join(';')}\r\n`).join('')}`;
}

/** Quoted; what a spreadsheet would take for a formula gets an apostrophe in front. */
function toCell(text: string): string {
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${tame.replaceAll('"', '""')}"`;
}
