import type { ConfigurationsAnswer } from '@abgleich/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEffect, useRef } from 'react';
import { erpPaymentMethodsQuery, shopsQuery } from '../api/configurations.js';
import classes from './configurations.module.css';

export type ConnectionChoice = ConfigurationsAnswer['connections'][number];
export type Chosen = {
  readonly connection: ConnectionChoice | undefined;
  readonly shopId: string | undefined;
  readonly paymentCode: string | undefined;
};
const STEPS = ['connection', 'shop', 'payment', 'fields'] as const;
const route = getRouteApi('/inside/konfiguration/neu');

/** What was chosen so far, each with the way back to it. */
export function StepsBar({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const names = useNames(chosen);
  const current = names.findIndex((name) => name === null);
  const heading = useRef<HTMLParagraphElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // Whoever chose something is taken to the next question; whoever just came is left where they are.
    if (!first.current) heading.current?.focus();
    first.current = false;
  }, [current]);
  const back = [
    { kopie: search.kopie },
    { kopie: search.kopie, verbindung: search.verbindung },
    { kopie: search.kopie, verbindung: search.verbindung, mandant: search.mandant },
  ];
  return (
    <nav aria-label={t('configurations.step.label')} className={classes.stepsNav}>
      <p ref={heading} tabIndex={-1} className="visually-hidden" aria-live="polite">
        {t('configurations.step.current', {
          step: current + 1,
          name: t(`configurations.step.${STEPS[current] ?? 'fields'}`),
        })}
      </p>
      <ol className={classes.stepsBar}>
        {STEPS.map((step, index) => {
          const name = names[index] ?? null;
          const target = back[index];
          return (
            <li
              key={step}
              data-done={name !== null}
              aria-current={index === current ? 'step' : undefined}
            >
              <span className={classes.stepNumber} aria-hidden>
                {index + 1}
              </span>
              <span className={classes.stepWords}>
                <span className={classes.stepName}>{t(`configurations.step.${step}`)}</span>
                {name !== null && <span className={classes.stepChosen}>{name}</span>}
              </span>
              {name !== null && target !== undefined && (
                <Link
                  to="/konfiguration/neu"
                  search={target}
                  aria-label={`${t(`configurations.step.${step}`)}: ${t('configurations.step.change')}`}
                >
                  {t('configurations.step.change')}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** What was chosen in each step, by name where pixi tells it; `null`: not yet. */
function useNames({ connection, shopId, paymentCode }: Chosen): readonly (string | null)[] {
  const shops = useQuery({
    ...shopsQuery(connection?.id ?? ''),
    enabled: connection?.active === true && shopId !== undefined,
  }).data;
  const methods = useQuery({
    ...erpPaymentMethodsQuery(connection?.id ?? ''),
    enabled: connection?.active === true && paymentCode !== undefined,
  }).data;
  const shop =
    shops?.kind === 'read' ? shops.shops.find((one) => one.shopId === shopId)?.name : undefined;
  const payment =
    methods?.kind === 'read'
      ? methods.methods.find((one) => one.code === paymentCode)?.name
      : undefined;
  const named = (id: string, name = '') => (name === '' ? id : `${id} – ${name}`);
  const isShopChosen = connection !== undefined && shopId !== undefined;
  return [
    connection?.name ?? null,
    isShopChosen ? named(shopId, shop) : null,
    isShopChosen && paymentCode !== undefined ? named(paymentCode, payment) : null,
    null,
  ];
}
