import { Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '@abgleich/contracts';
import { assertNever } from '@abgleich/domain';
import { formatAmount, type Amount } from '../format/amount.js';
import { useLanguage } from '../i18n/use-language.js';
import { AmountText } from '../ui/amount.js';
import { ledgerOf, type Verdict } from './ledger.js';
import classes from './order-page.module.css';

/** All money of the order in one table that must add up, and a sentence whether it does. */
export function MoneyLedger({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const ledger = ledgerOf(detail);
  const { payment } = detail;
  return (
    <section className={classes.card} data-testid="ledger">
      <Title order={2}>{t('ledger.title')}</Title>
      <table className={classes.ledger}>
        <caption className="visually-hidden">{t('ledger.caption')}</caption>
        <tbody>
          {payment !== null && (
            <>
              <LedgerLine name={t('ledger.total')} amount={payment.total} />
              <LedgerLine name={t('ledger.captured')} amount={payment.captured} part />
              <LedgerLine name={t('ledger.refunded')} amount={payment.refunded} part />
              <LedgerLine name={t('ledger.remaining')} amount={payment.remaining} part />
            </>
          )}
          <LedgerLine name={t('ledger.invoiced')} amount={ledger.invoiced} />
          {ledger.credited !== null && (
            <LedgerLine name={t('ledger.credited')} amount={ledger.credited} />
          )}
          <LedgerLine name={t('ledger.booked')} amount={ledger.booked} part />
        </tbody>
      </table>
      <VerdictLine verdict={ledger.verdict} />
    </section>
  );
}

type LineProps = { name: string; amount: Amount | null; part?: boolean };
function LedgerLine({ name, amount, part = false }: LineProps) {
  return (
    <tr data-part={part}>
      <th scope="row">{name}</th>
      <td>
        <AmountText value={amount} />
      </td>
    </tr>
  );
}

function VerdictLine({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tone = verdictTone(verdict);
  const Icon =
    tone === 'good' ? IconCircleCheck : tone === 'warn' ? IconAlertTriangle : IconInfoCircle;
  return (
    <p className={classes.verdict} data-tone={tone} data-testid="ledger-verdict">
      <Icon size={16} aria-hidden />
      {sentenceFor(verdict)}
    </p>
  );

  function sentenceFor(said: Verdict): string {
    switch (said.kind) {
      case 'balanced':
        return t('ledger.balanced');
      case 'nothing-yet':
        return t('ledger.nothingYet');
      case 'mixed-currencies':
        return t('ledger.mixed');
      case 'payment-not-read':
        return t('ledger.unknown');
      case 'captured-not-booked':
        return t('ledger.capturedNotBooked', { amount: formatAmount(said.difference, language) });
      case 'booked-not-captured':
        return t('ledger.bookedNotCaptured', { amount: formatAmount(said.difference, language) });
      default:
        return assertNever(said);
    }
  }
}

/** Captured before it is booked is the normal order of things; booked without a capture is not. */
function verdictTone(verdict: Verdict): 'good' | 'calm' | 'warn' {
  if (verdict.kind === 'balanced') return 'good';
  return verdict.kind === 'booked-not-captured' || verdict.kind === 'mixed-currencies'
    ? 'warn'
    : 'calm';
}
