import { type ConfigurationsAnswer, shopIdSchema } from '@abgleich/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shopsQuery } from '../api/configurations.js';
import { Choices } from './choices.js';
import classes from './configurations.module.css';
import { ErpList } from './erp-list.js';
import { ManualEntry } from './manual-entry.js';
import type { ConnectionChoice } from './steps-bar.js';

const route = getRouteApi('/inside/konfiguration/neu');

type ChooseShopProps = {
  readonly connection: ConnectionChoice;
  readonly list: ConfigurationsAnswer;
};

/** The second step: the Mandanten that pixi knows, or one entered by hand. */
export function ChooseShop({ connection, list }: ChooseShopProps) {
  const { t } = useTranslation();
  const { kopie } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(shopsQuery(connection.id));
  const configured = list.configurations.filter((one) => one.connectionId === connection.id);
  const count = (shopId: string) => configured.filter((one) => one.shopId === shopId).length;
  const searchOf = (mandant: string) => ({ kopie, verbindung: connection.id, mandant });
  return (
    <section aria-labelledby="step-title">
      <h2 id="step-title" className={classes.stepTitle}>
        {t('configurations.step.chooseShop')}
      </h2>
      <ErpList
        query={query}
        hint={t('configurations.step.chooseShopHint', { connection: connection.name })}
      >
        {(answer) => (
          <Choices
            items={answer.shops.map(({ shopId, name }) => ({
              key: shopId,
              code: shopId,
              name: name === '' ? t('configurations.step.noName') : name,
              note: t('configurations.step.configured', { count: count(shopId) }),
              search: searchOf(shopId),
            }))}
          />
        )}
      </ErpList>
      <ManualEntry
        opened={query.data?.kind === 'unavailable' || query.isError}
        label={t('configurations.manual.shop')}
        hint={t('configurations.manual.shopHint')}
        longest={3}
        complaint={(text) =>
          shopIdSchema.safeParse(text).success ? null : t('configurations.manual.shopError')
        }
        onEntered={(shopId) => void navigate({ search: searchOf(shopId.trim()) })}
      />
    </section>
  );
}
