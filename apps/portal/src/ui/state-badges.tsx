import {
  IconCircleCheck,
  IconClock,
  IconLock,
  IconMinus,
  IconTruck,
  IconUrgent,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { wordFor } from '../i18n/word.js';
import { Badge } from './badge.js';
import { erpTone, paymentTone, stateTone } from './tones.js';

const STATE_ICONS = {
  waiting: IconClock,
  released: IconTruck,
  locked: IconLock,
  'partly-settled': IconCircleCheck,
  settled: IconCircleCheck,
  cancelled: IconMinus,
  ignored: IconMinus,
  stuck: IconUrgent,
} as const;
const isKnownState = (state: string): state is keyof typeof STATE_ICONS =>
  Object.hasOwn(STATE_ICONS, state);

/** Where the order stands for us. */
export function OrderStateBadge({ state }: { state: string }) {
  const { t } = useTranslation();
  const Icon = isKnownState(state) ? STATE_ICONS[state] : IconMinus;
  return (
    <Badge tone={stateTone(state)} icon={<Icon size={14} aria-hidden />}>
      {wordFor(t, 'state', state)}
    </Badge>
  );
}

/** The order's status in pixi, in pixi's own word; a dash when it was never read. */
export function ErpBadge({ status }: { status: string | null }) {
  const { t } = useTranslation();
  if (status === null) return <span>{t('app.none')}</span>;
  return <Badge tone={erpTone(status)}>{wordFor(t, 'erpStatus', status)}</Badge>;
}

/** The payment's state at Unzer; a dash when it was never read. */
export function PaymentBadge({ state }: { state: string | null }) {
  const { t } = useTranslation();
  if (state === null) return <span>{t('app.none')}</span>;
  return <Badge tone={paymentTone(state)}>{wordFor(t, 'paymentState', state)}</Badge>;
}
