import { Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '@abgleich/contracts';
import { assertNever } from '@abgleich/domain';
import { formatAmount, type Amount } from '../format/amount.js';
import { useLanguage } from '../i18n/use-language.js';
import { AmountText } from '../ui/amount.js';
import {
  type Ledger,
  type LedgerCheck,
  ledgerOf,
  type ProviderFigures,
  type Verdict,
} from './ledger.js';
import classes from './order-page.module.css';

/** All money of the order in one table that must add up, each figure with what it is, and a sentence whether it does. */
export function MoneyLedger({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const ledger = ledgerOf(detail);
  return (
    <section className={classes.card} data-testid="ledger">
      <Title order={2}>{t('ledger.title')}</Title>
      <table className={classes.ledger}>
        <caption className="visually-hidden">{t('ledger.caption')}</caption>
        <ProviderLines ledger={ledger} />
        <ErpLines ledger={ledger} />
      </table>
      <VerdictLine verdict={ledger.verdict} />
      <ul className={classes.checks} data-testid="ledger-checks">
        {ledger.checks.map((check) => (
          <CheckItem key={check.kind} check={check} />
        ))}
      </ul>
    </section>
  );
}

function ProviderLines({ ledger: { provider } }: { ledger: Ledger }) {
  const { t } = useTranslation();
  if (provider === null) return null;
  const { authorized, pending, captured, reversed, refunded, chargedBack } = provider;
  return (
    <tbody data-testid="ledger-provider">
      <Heading>{t('order.paymentSide')}</Heading>
      {authorized !== null && <LedgerLine line="authorized" amount={authorized} />}
      {pending !== null && <LedgerLine line="pending" amount={pending} />}
      <LedgerLine line="captured" amount={captured} />
      {(authorized !== null || reversed.minor > 0) && (
        <LedgerLine line="reversed" amount={reversed} />
      )}
      <LedgerLine line="refunded" amount={refunded} />
      {chargedBack.minor > 0 && <LedgerLine line="chargedBack" amount={chargedBack} />}
      <LedgerLine line="kept" amount={provider.kept} total />
      {authorized !== null && <LedgerLine line="remaining" amount={provider.remaining} />}
    </tbody>
  );
}

function ErpLines({ ledger }: { ledger: Ledger }) {
  const { t } = useTranslation();
  return (
    <tbody data-testid="ledger-erp">
      <Heading>{t('order.erpSide')}</Heading>
      <LedgerLine line="invoiced" amount={ledger.invoiced} />
      <LedgerLine line="credited" amount={ledger.credited} />
      <LedgerLine line="booked" amount={ledger.booked} total />
      {ledger.unbooked !== null && ledger.unbooked.minor !== 0 && (
        <LedgerLine line="unbooked" amount={ledger.unbooked} />
      )}
    </tbody>
  );
}

const Heading = ({ children }: { children: string }) => (
  <tr data-heading>
    <th scope="rowgroup" colSpan={2}>
      {children}
    </th>
  </tr>
);

type Line = keyof ProviderFigures | 'invoiced' | 'credited' | 'booked' | 'unbooked';
type LineProps = { line: Line; amount: Amount | null; total?: boolean };
function LedgerLine({ line, amount, total = false }: LineProps) {
  const { t } = useTranslation();
  return (
    <tr data-total={total} data-testid={`ledger-${line}`}>
      <th scope="row">
        {t(`ledger.${line}`)}
        <span className={classes.figureHelp}>{t(`ledger.${line}Help`)}</span>
      </th>
      <td>
        <AmountText value={amount} />
      </td>
    </tr>
  );
}

function CheckItem({ check }: { check: LedgerCheck }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const good = check.kind === 'provider-adds-up' || check.kind === 'reserved-adds-up';
  const Icon = good ? IconCircleCheck : IconAlertTriangle;
  const amount = 'difference' in check ? formatAmount(check.difference, language) : '';
  return (
    <li data-good={good}>
      <Icon size={15} aria-hidden />
      {t(`ledgerCheck.${check.kind}`, { amount })}
    </li>
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
