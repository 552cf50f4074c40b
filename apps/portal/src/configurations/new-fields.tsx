import type { ConfigurationsAnswer, SavedConfiguration } from '@abgleich/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  configurationQuery,
  configurationsQuery,
  createConfiguration,
  erpPaymentMethodsQuery,
  shopsQuery,
} from '../api/configurations.js';
import { PagePending } from '../app/page-states.js';
import { ConfigurationForm } from './configuration-form.js';
import classes from './configurations.module.css';
import { guessMethod } from './guess-method.js';
import { paymentWords, shopWords } from './place-words.js';
import { newValues, valuesOf } from './settings.js';
import type { ConnectionChoice } from './steps-bar.js';

const route = getRouteApi('/inside/konfiguration/neu');

type NewFieldsProps = {
  readonly connection: ConnectionChoice;
  readonly place: { readonly shopId: string; readonly paymentCode: string };
  readonly list: ConfigurationsAnswer;
};

/** The fourth step. Names and XML tag come from pixi where it told them, the values of a copy from its source. */
export function NewFields({ connection, place, list }: NewFieldsProps) {
  const { t } = useTranslation();
  const { kopie } = route.useSearch();
  const { shopId, paymentCode } = place;
  const known = useKnown(connection, place);
  const source = useQuery({ ...configurationQuery(kopie ?? ''), enabled: kopie !== undefined });
  const saved = useSaved();
  const taken = list.configurations.find(
    (one) =>
      one.connectionId === connection.id &&
      one.shopId === shopId &&
      one.paymentCode === paymentCode,
  );
  if (known === null || (kopie !== undefined && source.isPending)) return <PagePending />;
  if (taken !== undefined && !saved.isDone)
    return (
      <div className={classes.warning} data-testid="taken">
        <div>
          <p>{t('configurations.refusal.exists')}</p>
          <Link to="/konfiguration/$configurationId" params={{ configurationId: taken.id }}>
            {t('configurations.step.openConfigured')}
          </Link>
        </div>
      </div>
    );
  const { shopName, paymentName, xmlTag } = known;
  const method = guessMethod({ name: paymentName ?? '', xmlTag });
  const initial =
    source.data === undefined
      ? newValues({ xmlTag, method })
      : { ...valuesOf(source.data), method: method ?? source.data.chosenMethod };
  const copyOf = source.data?.id ?? null;
  return (
    <ConfigurationForm
      version={0}
      initial={initial}
      storedKey={copyOf === null ? 'none' : 'copied'}
      readOnly={false}
      place={{
        payment: paymentWords({ paymentCode, paymentName }),
        shop: shopWords({ shopId, shopName }),
      }}
      seenMethod={null}
      inFlight={0}
      save={(form, uncheckedKeys) =>
        createConfiguration({
          connectionId: connection.id,
          ...place,
          shopName,
          paymentName,
          copyOf,
          form,
          uncheckedKeys,
        })
      }
      onSaved={saved.onSaved}
    >
      {!connection.active && (
        <p className={classes.off}>
          {t('configurations.form.connectionOff', { connection: connection.name })}
        </p>
      )}
    </ConfigurationForm>
  );
}

type Known = {
  readonly shopName: string | null;
  readonly paymentName: string | null;
  readonly xmlTag: string;
};

/** What pixi says of the choice; `null` while it is asked. What was entered by hand has no names. */
function useKnown(
  { id, active }: ConnectionChoice,
  { shopId, paymentCode }: NewFieldsProps['place'],
): Known | null {
  const shops = useQuery({ ...shopsQuery(id), enabled: active });
  const methods = useQuery({ ...erpPaymentMethodsQuery(id), enabled: active });
  if (active && (shops.isPending || methods.isPending)) return null;
  const shop =
    shops.data?.kind === 'read' ? shops.data.shops.find((one) => one.shopId === shopId) : undefined;
  const payment =
    methods.data?.kind === 'read'
      ? methods.data.methods.find((one) => one.code === paymentCode)
      : undefined;
  return {
    shopName: shop?.name || null,
    paymentName: payment?.name || null,
    xmlTag: payment?.xmlTag ?? '',
  };
}

/** Goes to the page of what was just created, which says so. */
function useSaved() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isDone, setIsDone] = useState(false);
  const onSaved = ({ id, keys }: SavedConfiguration): void => {
    setIsDone(true);
    void client.invalidateQueries({ queryKey: configurationsQuery.queryKey });
    void navigate({
      to: '/konfiguration/$configurationId',
      params: { configurationId: id },
      search: { angelegt: keys === 'good' ? 'geprueft' : 'ungeprueft' },
    });
  };
  return { isDone, onSaved };
}
