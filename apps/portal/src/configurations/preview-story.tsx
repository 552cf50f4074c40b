import type { TFunction } from 'i18next';
import {
  assertNever,
  type Command,
  DAY,
  HOUR,
  type Money,
  PREVIEW_CREDIT_NOTE,
  PREVIEW_INVOICE,
  PREVIEW_ORDER,
  type Preview,
  type PreviewPart,
  type PreviewStep,
  type PreviewWorld,
} from '@abgleich/domain';
import { useTranslation } from 'react-i18next';
import { formatAmount } from '../format/amount.js';
import type { Language } from '../format/locale.js';
import { useLanguage } from '../i18n/use-language.js';
import { problemText } from '../texts/problem-text.js';
import { reasonText } from '../texts/reason-text.js';
import { Mark } from '../ui/mark.js';
import classes from './configurations.module.css';

type T = TFunction;
/** The booking events of the form; empty while nobody entered them. */
export type BookingEvents = { readonly eventInvoice: string; readonly eventReturn: string };

/** What happens, and what Abgleich does about it, step by step. */
export function PreviewStory({ preview, events }: { preview: Preview; events: BookingEvents }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <ol className={classes.story}>
        {preview.parts.map((part, index) => (
          <li key={part.beat}>
            <p className={classes.beat}>
              {beatText(t, { part, before: preview.parts[index - 1], language })}
            </p>
            <p className={classes.does}>{t('configurations.preview.does')}</p>
            <ul className={classes.steps}>
              {part.steps.map((step) => (
                <Step key={`${step.service}${step.document}${step.reason}`} {...{ step, events }} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {preview.problems.length === 0 && (
        <p className={classes.quiet}>{t('configurations.preview.openNone')}</p>
      )}
    </>
  );
}

function Step({ step, events }: { step: PreviewStep; events: BookingEvents }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <li data-reason={step.reason}>
      {step.commands.map((command) => (
        <p key={command.kind} className={classes.command} data-command={command.kind}>
          {commandText(t, { command, events, language })}
        </p>
      ))}
      <p className={classes.reason}>{reasonText(step.reason, language, step.service)}</p>
      {step.problems.map((problem) => (
        <div key={problem.code} className={classes.previewProblem} data-problem={problem.code}>
          <Mark kind={problem.severity} />
          <span>{problemText(problem, language).what}</span>
        </div>
      ))}
      {step.comment !== null && (
        <figure className={classes.comment}>
          <figcaption>{t('configurations.preview.comment')}</figcaption>
          <blockquote lang="de">{step.comment.text}</blockquote>
        </figure>
      )}
    </li>
  );
}

type CommandWords = {
  readonly command: Command;
  readonly events: BookingEvents;
  readonly language: Language;
};

function commandText(t: T, { command, events, language }: CommandWords): string {
  const amountOf = ({ minor, currency }: Money): string =>
    formatAmount({ minor, currency }, language);
  switch (command.kind) {
    case 'capture':
    case 'reverse':
    case 'refund':
      return t(`configurations.preview.command.${command.kind}`, {
        amount: amountOf(command.amount),
      });
    case 'settle':
      return t('configurations.preview.command.settle', {
        amount: amountOf(command.amount),
        document: command.invoiceNumber,
        event: events.eventInvoice || '–',
      });
    case 'book':
      return t('configurations.preview.command.book', {
        amount: amountOf(command.amount),
        document: command.creditNoteNumber,
        event: events.eventReturn || '–',
      });
    case 'lock':
    case 'unlock':
    case 'release':
    case 'announce-shipment':
      return t(`configurations.preview.command.${command.kind}`);
    default:
      return assertNever(command);
  }
}

type BeatWords = {
  readonly part: PreviewPart;
  readonly before: PreviewPart | undefined;
  readonly language: Language;
};

function beatText(t: T, { part: { beat, before: world }, before, language }: BeatWords): string {
  const words = (amount: Money | undefined): string =>
    amount === undefined ? '' : formatAmount(amount, language);
  return t(`configurations.preview.beat.${beat}`, {
    total: words(PREVIEW_ORDER.total),
    paid: words(world.payment.transactions[0]?.amount),
    received: words(world.payment.transactions.at(-1)?.amount),
    invoice: PREVIEW_INVOICE,
    note: PREVIEW_CREDIT_NOTE,
    invoiced: words(totalOf(world, PREVIEW_INVOICE)),
    credited: words(totalOf(world, PREVIEW_CREDIT_NOTE)),
    time: lengthText(t, world.now - (before?.before.now ?? world.now)),
  });
}

const totalOf = ({ documents }: PreviewWorld, number: string): Money | undefined =>
  documents.find((one) => one.invoiceNumber === number)?.total;

function lengthText(t: T, ms: number): string {
  if (ms < 2 * DAY) return t('configurations.preview.hours', { count: Math.round(ms / HOUR) });
  return t('configurations.preview.days', { count: Math.round(ms / DAY) });
}
