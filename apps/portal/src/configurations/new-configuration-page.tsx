import type { ConfigurationsAnswer } from '@abgleich/contracts';
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { configurationQuery, configurationsQuery } from '../api/configurations.js';
import { PagePending } from '../app/page-states.js';
import { usePageTitle } from '../app/use-page-title.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { ChooseConnection } from './choose-connection.js';
import { ChoosePayment } from './choose-payment.js';
import { ChooseShop } from './choose-shop.js';
import classes from './configurations.module.css';
import { NewFields } from './new-fields.js';
import { placeWords } from './place-words.js';
import { StepsBar } from './steps-bar.js';
import { useIsAdmin } from './use-is-admin.js';

const route = getRouteApi('/inside/konfiguration/neu');

/** Four steps to a new configuration: pixi connection, Mandant, payment method, fields. Which one it is stands in the address. */
export function NewConfigurationPage() {
  const { t } = useTranslation();
  const { kopie } = route.useSearch();
  const title = t(
    kopie === undefined ? 'configurations.form.newTitle' : 'configurations.form.copyTitle',
  );
  usePageTitle(title);
  const isAdmin = useIsAdmin();
  const { data, error } = useQuery(configurationsQuery);
  return (
    <>
      <Link to="/konfiguration" className={classes.back}>
        {t('configurations.form.back')}
      </Link>
      <Title order={1}>{title}</Title>
      {!isAdmin && <p className={classes.quiet}>{t('configurations.onlyAdmins')}</p>}
      {kopie !== undefined && <CopyHint source={kopie} />}
      {error && <ConnectionNotice error={error} readAt={data?.readAt} />}
      {data === undefined ? error === null && <PagePending /> : isAdmin && <Steps list={data} />}
    </>
  );
}

function CopyHint({ source }: { source: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(configurationQuery(source));
  if (data === undefined) return null;
  const { payment, shop } = placeWords(data);
  return (
    <p className={classes.intro} data-testid="copy-hint">
      {t('configurations.form.copyHint', {
        source: `${payment}, ${t('configurations.shop', { shop })}, ${data.connectionName}`,
      })}
    </p>
  );
}

function Steps({ list }: { list: ConfigurationsAnswer }) {
  const { t } = useTranslation();
  const { verbindung, mandant, zahlart } = route.useSearch();
  const connection = list.connections.find((one) => one.id === verbindung);
  if (list.connections.length === 0)
    return (
      <div className={classes.empty}>
        <h2>{t('configurations.noConnectionTitle')}</h2>
        <p>{t('configurations.noConnection')}</p>
        <Link to="/pixi-api">{t('configurations.toConnections')}</Link>
      </div>
    );
  const chosen = { connection, shopId: mandant, paymentCode: zahlart };
  return (
    <>
      <StepsBar chosen={chosen} />
      {connection === undefined ? (
        <ChooseConnection list={list} />
      ) : mandant === undefined ? (
        <ChooseShop connection={connection} list={list} />
      ) : zahlart === undefined ? (
        <ChoosePayment connection={connection} shopId={mandant} list={list} />
      ) : (
        <NewFields
          key={`${connection.id}/${mandant}/${zahlart}`}
          connection={connection}
          place={{ shopId: mandant, paymentCode: zahlart }}
          list={list}
        />
      )}
    </>
  );
}
