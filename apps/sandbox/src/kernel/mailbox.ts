import type { Engine } from './store.js';

/** A mail as the sandbox's mail server received it. */
export type KeptMail = {
  readonly at: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

/** Older mails than these are forgotten; nobody reads further back. */
const MAILS_MAX = 1_000;

/** The received mails, as an engine of the store so that they survive a restart. */
export function createMailbox(): Engine<KeptMail, void> & { list(): readonly KeptMail[] } {
  let mails: KeptMail[] = [];
  return {
    apply(mail) {
      mails.push(mail);
      if (mails.length > MAILS_MAX) mails = mails.slice(-MAILS_MAX);
    },
    dump: () => mails,
    load(dump) {
      mails = dump as KeptMail[]; // our own dump
    },
    clear() {
      mails = [];
    },
    list: () => mails,
  };
}
