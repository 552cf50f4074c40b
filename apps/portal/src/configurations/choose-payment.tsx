import { type ConfigurationsAnswer, paymentCodeSchema } from '@abgleich/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { erpPaymentMethodsQuery } from '../api/configurations.js';
import { Choices } from './choices.js';
import classes from './configurations.module.css';
import { ErpList } from './erp-list.js';
import { ManualEntry } from './manual-entry.js';
import type { ConnectionChoice } from './steps-bar.js';

const route = getRouteApi('/inside/konfiguration/neu');

type ChoosePaymentProps = {
  readonly connection: ConnectionChoice;
  readonly shopId: string;
  readonly list: ConfigurationsAnswer;
};

/** The third step: the payment methods that pixi knows, or one entered by hand. Configured ones are shown and not offered. */
export function ChoosePayment({ connection, shopId, list }: ChoosePaymentProps) {
  const { t } = useTranslation();
  const { kopie } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(erpPaymentMethodsQuery(connection.id));
  const configuredAs = (code: string) =>
    list.configurations.find(
      (one) =>
        one.connectionId === connection.id && one.shopId === shopId && one.paymentCode === code,
    )?.id;
  const searchOf = (zahlart: string) => ({
    kopie,
    verbindung: connection.id,
    mandant: shopId,
    zahlart,
  });
  return (
    <section aria-labelledby="step-title">
      <h2 id="step-title" className={classes.stepTitle}>
        {t('configurations.step.choosePayment')}
      </h2>
      <ErpList
        query={query}
        hint={t('configurations.step.choosePaymentHint', { connection: connection.name })}
      >
        {(answer) => (
          <Choices
            items={answer.methods.map(({ code, name, importsOnHold }) => ({
              key: code,
              code,
              name: name === '' ? t('configurations.step.noName') : name,
              ...(importsOnHold === false ? { warning: t('configurations.step.notOnHold') } : {}),
              search: searchOf(code),
              configuredAs: configuredAs(code),
            }))}
          />
        )}
      </ErpList>
      <ManualEntry
        opened={query.data?.kind === 'unavailable' || query.isError}
        label={t('configurations.manual.payment')}
        hint={t('configurations.manual.paymentHint')}
        longest={1}
        complaint={(text) => {
          if (!paymentCodeSchema.safeParse(text).success)
            return t('configurations.manual.paymentError');
          return configuredAs(text) === undefined ? null : t('configurations.manual.taken');
        }}
        onEntered={(code) => void navigate({ search: searchOf(code) })}
      />
    </section>
  );
}
