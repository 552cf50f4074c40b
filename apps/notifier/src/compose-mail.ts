import type { Language } from '@abgleich/domain';
import type { ClaimedMail, MailAlert } from '@abgleich/persistence';
import { errorNumber, groupTexts } from './mail-texts.js';
import { plain } from './mail-params.js';

/** An e-mail's words: German first, the same in English below. */
export type ComposedMail = {
  readonly subject: string;
  readonly text: string;
  /** For filters that read headers: `X-Abgleich-Error: R101, C203`. */
  readonly headers: Readonly<Record<string, string>>;
};

/** Further orders are named by their number alone: a page of links is read, ten are not. */
const LINKED_MAX = 20;
/** Numbers named in one e-mail; the portal lists them all. */
const NAMED_MAX = 1_000;
/** Error numbers in a subject; more do not fit on a telephone. */
const SUBJECT_NUMBERS_MAX = 4;
const RULE = '-'.repeat(60);

type Group = { readonly code: string; readonly alerts: readonly MailAlert[] };

/** Writes the mail about these errors. `portalUrl` is where links lead; without it there are none. */
export function composeMail(
  { kind, alerts }: Pick<ClaimedMail, 'kind' | 'alerts'>,
  portalUrl: URL | null,
): ComposedMail {
  const groups: Group[] = [...Map.groupBy(alerts, ({ code }) => code)].map(([code, of]) => ({
    code,
    alerts: of,
  }));
  const page = { groups, kind, count: alerts.length, portalUrl };
  return {
    subject: subjectOf(page),
    text: `${inLanguage(page, 'de')}\n\n${RULE}\n\n${inLanguage(page, 'en')}\n`,
    headers: { 'X-Abgleich-Error': numbersOf(groups).join(', ') },
  };
}

type Page = {
  readonly groups: readonly Group[];
  readonly kind: 'group' | 'digest';
  readonly count: number;
  readonly portalUrl: URL | null;
};

const numbersOf = (groups: readonly Group[]): string[] =>
  groups.map(({ code }) => plain(errorNumber(code)));

function subjectOf({ groups, kind, count }: Page): string {
  const numbers = numbersOf(groups);
  const listed = numbers.slice(0, SUBJECT_NUMBERS_MAX).join(', ');
  const more = numbers.length > SUBJECT_NUMBERS_MAX ? ' …' : '';
  if (kind === 'digest') return `[Abgleich] Fehler-Sammelmeldung ${listed}${more}: ${count} Fehler`;
  const [only] = groups.flatMap(({ alerts }) => alerts);
  const about =
    count === 1 && only !== undefined ? nameOf(only, 'de') : `${count} Aufträge betroffen`;
  return `[Abgleich] Fehler ${listed}: ${about}`;
}

const WORDS = {
  de: {
    error: 'Fehler',
    what: 'Was ist passiert?',
    means: 'Was bedeutet das?',
    todo: 'Was ist zu tun?',
    orders: 'Betroffen',
    order: 'Auftrag',
    document: 'Beleg',
    whole: 'pixi-Anbindung',
    more: (count: number) => `und ${count} weitere, siehe Portal`,
    digest: (count: number) =>
      `In kurzer Zeit sind viele Fehler aufgetreten. Diese Sammelmeldung fasst ${count} davon zusammen.`,
    all: 'Alle Aufträge mit einem Problem',
    foot: 'Diese E-Mail hat Abgleich von selbst geschrieben. Nennen Sie dem Support die Fehlernummer.',
  },
  en: {
    error: 'Error',
    what: 'What happened?',
    means: 'What does it mean?',
    todo: 'What to do?',
    orders: 'Concerned',
    order: 'Order',
    document: 'document',
    whole: 'pixi connection',
    more: (count: number) => `and ${count} more, see the portal`,
    digest: (count: number) =>
      `Many errors occurred within a short time. This digest sums up ${count} of them.`,
    all: 'All orders with a problem',
    foot: 'Abgleich wrote this e-mail by itself. Tell support the error number.',
  },
} as const;

function inLanguage(page: Page, language: Language): string {
  const words = WORDS[language];
  const intro = page.kind === 'digest' ? [words.digest(page.count)] : [];
  // The limits are for the whole mail, so that a digest of many kinds stays as short as one of a single kind.
  const share = Math.max(1, page.groups.length);
  const limits = { linked: Math.ceil(LINKED_MAX / share), named: Math.ceil(NAMED_MAX / share) };
  const sections = page.groups.map((group) => section(group, { page, language, limits }));
  const all =
    page.portalUrl === null
      ? []
      : [`${words.all}:\n${new URL('/auftraege?filter=problem', page.portalUrl)}`];
  return [...intro, ...sections, ...all, words.foot].join('\n\n');
}

type Frame = {
  readonly page: Page;
  readonly language: Language;
  readonly limits: { readonly linked: number; readonly named: number };
};

function section({ code, alerts }: Group, frame: Frame): string {
  const { language } = frame;
  const words = WORDS[language];
  const { what, means, todo } = groupTexts(code, alerts, language);
  return [
    `${words.error} ${plain(errorNumber(code))}`,
    `${words.what}\n${what}`,
    `${words.means}\n${means}`,
    `${words.todo}\n${todo}`,
    `${words.orders}:\n${listOf(alerts, frame)}`,
  ].join('\n\n');
}

/** The first ones with a link each, further ones by number, the rest counted. */
function listOf(alerts: readonly MailAlert[], { page, language, limits }: Frame): string {
  const severalConnections =
    new Set(page.groups.flatMap(({ alerts: of }) => of.map((one) => one.connectionId))).size > 1;
  const name = (alert: MailAlert): string =>
    severalConnections && alert.connectionName !== ''
      ? `${nameOf(alert, language)} [${plain(alert.connectionName)}]`
      : nameOf(alert, language);
  const linked = alerts.slice(0, limits.linked).map((alert) => {
    const link = linkOf(alert, page.portalUrl);
    return link === null ? `- ${name(alert)}` : `- ${name(alert)}\n  ${link}`;
  });
  const named = alerts.slice(limits.linked, limits.named).map(name).join(', ');
  const rest = alerts.length - limits.named;
  return [
    ...linked,
    ...(named === '' ? [] : [`- ${named}`]),
    ...(rest > 0 ? [`- ${WORDS[language].more(rest)}`] : []),
  ].join('\n');
}

function nameOf({ orderNumber, document }: MailAlert, language: Language): string {
  const words = WORDS[language];
  const what = orderNumber === '' ? words.whole : `${words.order} ${plain(orderNumber)}`;
  return document === null ? what : `${what} (${words.document} ${plain(document)})`;
}

function linkOf({ connectionId, orderNumber }: MailAlert, portalUrl: URL | null): string | null {
  if (portalUrl === null || orderNumber === '') return null;
  const path = `/auftraege/${encodeURIComponent(connectionId)}/${encodeURIComponent(orderNumber)}`;
  return new URL(path, portalUrl).href;
}
