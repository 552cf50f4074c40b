import type { Language } from '@abgleich/domain';

/** What a letter tells. Nothing in it is a secret but the link, which works once and for a while. */
export type LetterFacts = {
  readonly name: string;
  readonly organisation: string;
  /** Who invites; empty for a new password. */
  readonly by: string;
  readonly link: string;
};
export type LetterKind = 'invitation' | 'reset' | 'reset-by-admin';
type Words = { readonly subject: string; readonly text: string };
type Writer = (facts: LetterFacts) => Words;

/** Both languages in one mail, as in all mails of Abgleich: nobody has to guess what the reader speaks. */
export const LETTERS: Record<LetterKind, Record<Language, Writer>> = {
  invitation: {
    de: ({ name, organisation, by, link }) => ({
      subject: `[Abgleich] Einladung zu ${organisation}`,
      text: `Guten Tag ${name},

${by} lädt Sie ein, bei ${organisation} mit Abgleich zu arbeiten.
Öffnen Sie diesen Link und wählen Sie ein Passwort:

${link}

Der Link gilt sieben Tage und nur einmal. Danach kann ${by} Ihnen einen neuen schicken.
Kennen Sie den Absender nicht, tun Sie nichts: Ohne den Link entsteht kein Konto.`,
    }),
    en: ({ name, organisation, by, link }) => ({
      subject: `[Abgleich] Invitation to ${organisation}`,
      text: `Hello ${name},

${by} invites you to work with Abgleich at ${organisation}.
Open this link and choose a password:

${link}

The link works for seven days and only once. After that ${by} can send you a new one.
If you do not know the sender, do nothing: without the link there will be no account.`,
    }),
  },
  reset: {
    de: ({ name, link }) => ({
      subject: '[Abgleich] Neues Passwort',
      text: `Guten Tag ${name},

für Ihr Konto bei Abgleich wurde ein neues Passwort angefordert. Öffnen Sie diesen Link und wählen Sie eines:

${link}

Der Link gilt eine Stunde und nur einmal. Danach sind Sie überall abgemeldet.
Waren Sie das nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist.`,
    }),
    en: ({ name, link }) => ({
      subject: '[Abgleich] New password',
      text: `Hello ${name},

a new password was asked for your account at Abgleich. Open this link and choose one:

${link}

The link works for one hour and only once. Afterwards you are signed out everywhere.
If that was not you, do nothing: your password stays as it is.`,
    }),
  },
  'reset-by-admin': {
    de: ({ name, by, link }) => ({
      subject: '[Abgleich] Neues Passwort',
      text: `Guten Tag ${name},

${by} schickt Ihnen einen Link, mit dem Sie ein neues Passwort für Abgleich wählen:

${link}

Der Link gilt eine Stunde und nur einmal. Danach sind Sie überall abgemeldet.
Solange Sie ihn nicht benutzen, bleibt Ihr Passwort, wie es ist.`,
    }),
    en: ({ name, by, link }) => ({
      subject: '[Abgleich] New password',
      text: `Hello ${name},

${by} sends you a link to choose a new password for Abgleich:

${link}

The link works for one hour and only once. Afterwards you are signed out everywhere.
As long as you do not use it your password stays as it is.`,
    }),
  },
};

const RULE = `\n\n${'-'.repeat(60)}\n\n`;

/** Subject in the reader's language, text in both, the reader's first. */
export function writeLetter(kind: LetterKind, language: Language, facts: LetterFacts): Words {
  const other = language === 'de' ? 'en' : 'de';
  const first = LETTERS[kind][language](facts);
  return {
    subject: first.subject,
    text: `${first.text}${RULE}${LETTERS[kind][other](facts).text}\n`,
  };
}
