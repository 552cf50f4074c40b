import {
  IconAlertTriangleFilled,
  IconArrowBackUp,
  IconCashRegister,
  IconClock,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewAnswer, ProblemFilter } from '@abgleich/contracts';
import { localeOf } from '../format/locale.js';
import { useLanguage } from '../i18n/use-language.js';
import { AmountText } from '../ui/amount.js';
import tile from '../ui/tile.module.css';
import classes from './overview-page.module.css';

/** Four numbers, each a link to exactly the orders it counts. */
export function FourNumbers({ answer }: { answer: OverviewAnswer }) {
  const { t } = useTranslation();
  const { waiting, needsAttention, capturedToday, refundedToday, today } = answer;
  return (
    <nav aria-label={t('overview.numbers')}>
      <ul className={classes.numbers}>
        <Tile
          name="waiting"
          icon={<IconClock size={16} aria-hidden />}
          word={t('overview.waiting')}
          search={{ filter: 'waiting' }}
          help={t('overview.waitingHelp')}
        >
          <Count value={waiting} />
        </Tile>
        <Tile
          name="attention"
          icon={<IconAlertTriangleFilled size={16} aria-hidden />}
          word={t('overview.attention')}
          search={{ filter: 'problem' }}
          help={t('overview.attentionHelp')}
          alarm={needsAttention > 0}
        >
          <Count value={needsAttention} />
        </Tile>
        <Tile
          name="captured"
          icon={<IconCashRegister size={16} aria-hidden />}
          word={t('overview.captured')}
          search={{ capturedOn: today }}
          help={useMovedHelp(capturedToday)}
        >
          <Amounts moved={capturedToday} />
        </Tile>
        <Tile
          name="refunded"
          icon={<IconArrowBackUp size={16} aria-hidden />}
          word={t('overview.refunded')}
          search={{ refundedOn: today }}
          help={useMovedHelp(refundedToday)}
        >
          <Amounts moved={refundedToday} />
        </Tile>
      </ul>
    </nav>
  );
}

type TileProps = {
  readonly name: string;
  readonly icon: ReactNode;
  readonly word: string;
  readonly search: {
    readonly filter?: ProblemFilter;
    readonly capturedOn?: string;
    readonly refundedOn?: string;
  };
  readonly help: string;
  readonly alarm?: boolean;
  readonly children: ReactNode;
};
function Tile({ name, icon, word, search, help, alarm = false, children }: TileProps) {
  return (
    <li>
      <Link
        to="/auftraege"
        search={search}
        className={`${tile.tile} ${classes.tile}`}
        data-alarm={alarm}
        data-testid={`number-${name}`}
      >
        <span className={tile.word}>
          {icon}
          {word}
        </span>
        <span className={classes.value}>{children}</span>
        <span className={classes.help}>{help}</span>
      </Link>
    </li>
  );
}

function Count({ value }: { value: number }) {
  const language = useLanguage();
  return new Intl.NumberFormat(localeOf(language)).format(value);
}

type Moved = OverviewAnswer['capturedToday'];

/** Several currencies stand beside each other; nobody adds them up. */
function Amounts({ moved }: { moved: Moved }) {
  const { t } = useTranslation();
  if (moved.amounts.length === 0) return t('app.none');
  return moved.amounts.map((amount) => <AmountText key={amount.currency} value={amount} />);
}

function useMovedHelp({ orders }: Moved): string {
  const { t } = useTranslation();
  return orders === 0 ? t('overview.movedNone') : t('overview.movedOrders', { count: orders });
}
