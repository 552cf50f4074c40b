import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './configurations.module.css';

/** The search of the address that a choice leads to. */
export type StepSearch = {
  readonly kopie?: string | undefined;
  readonly verbindung?: string | undefined;
  readonly mandant?: string | undefined;
  readonly zahlart?: string | undefined;
};
export type Choice = {
  readonly key: string;
  readonly code?: string;
  readonly name: string;
  readonly note?: string;
  /** Something to mend before this works. */
  readonly warning?: string;
  readonly search: StepSearch;
  /** Configured already, by this id: shown, and not offered. */
  readonly configuredAs?: string | undefined;
};

/** What can be chosen in a step: links, because each choice is an address. */
export function Choices({ items }: { items: readonly Choice[] }) {
  return (
    <ul className={classes.choiceList} data-testid="choices">
      {items.map((item) => (
        <li key={item.key} data-testid={`choice-${item.code ?? item.key}`}>
          {item.configuredAs === undefined ? (
            <Link to="/konfiguration/neu" search={item.search} className={classes.choice}>
              <ChoiceWords item={item} />
              <IconChevronRight size={18} aria-hidden />
            </Link>
          ) : (
            <TakenChoice item={item} configurationId={item.configuredAs} />
          )}
        </li>
      ))}
    </ul>
  );
}

function ChoiceWords({ item }: { item: Choice }) {
  return (
    <span className={classes.choiceWords}>
      <span className={classes.choiceName}>
        {item.code !== undefined && <span className={classes.code}>{item.code}</span>}
        {item.name}
      </span>
      {item.note !== undefined && <span className={classes.quiet}>{item.note}</span>}
      {item.warning !== undefined && (
        <span className={classes.choiceWarning}>
          <IconAlertTriangle size={15} aria-hidden /> {item.warning}
        </span>
      )}
    </span>
  );
}

function TakenChoice({ item, configurationId }: { item: Choice; configurationId: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.choice} data-taken>
      <ChoiceWords item={{ ...item, note: t('configurations.step.isConfigured') }} />
      <Link
        to="/konfiguration/$configurationId"
        params={{ configurationId }}
        aria-label={`${item.name}: ${t('configurations.step.openConfigured')}`}
      >
        {t('configurations.step.openConfigured')}
      </Link>
    </div>
  );
}
