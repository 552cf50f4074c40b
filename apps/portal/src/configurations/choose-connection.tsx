import type { ConfigurationsAnswer } from '@abgleich/contracts';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Choices } from './choices.js';
import classes from './configurations.module.css';

const route = getRouteApi('/inside/konfiguration/neu');

/** The first step. */
export function ChooseConnection({ list }: { list: ConfigurationsAnswer }) {
  const { t } = useTranslation();
  const { kopie } = route.useSearch();
  const counts = Map.groupBy(list.configurations, ({ connectionId }) => connectionId);
  return (
    <section aria-labelledby="step-title">
      <h2 id="step-title" className={classes.stepTitle}>
        {t('configurations.step.chooseConnection')}
      </h2>
      <Choices
        items={list.connections.map(({ id, name, active }) => ({
          key: id,
          name,
          note: active
            ? t('configurations.step.configured', { count: counts.get(id)?.length ?? 0 })
            : t('configurations.step.off'),
          search: { kopie, verbindung: id },
        }))}
      />
    </section>
  );
}
