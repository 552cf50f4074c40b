import { type ConfigurationPath, differingFields, valueAt } from '@abgleich/contracts';
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.js';
import classes from './configurations.module.css';
import { formatSetting } from './format-setting.js';
import { settingText } from './setting-text.js';

type DiffTableProps = {
  readonly before: object;
  readonly after: object;
  readonly beforeTitle: string;
  readonly afterTitle: string;
  /** The private key is another one; what it is stands nowhere. */
  readonly secretChanged: boolean;
};

/** What differs between two forms or versions, field by field. */
export function DiffTable({ before, after, secretChanged, ...titles }: DiffTableProps) {
  const { t } = useTranslation();
  const paths = differingFields(before, after).filter((path) => path !== 'privateKey');
  if (paths.length === 0 && !secretChanged)
    return <p className={classes.quiet}>{t('configurations.diff.none')}</p>;
  return (
    <Table className={classes.diff} data-testid="diff">
      <caption className="visually-hidden">{t('configurations.diff.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('configurations.diff.field')}</th>
          <th scope="col">{titles.beforeTitle}</th>
          <th scope="col">{titles.afterTitle}</th>
        </tr>
      </thead>
      <tbody>
        {paths.map((path) => (
          <DiffRow key={path} path={path} before={before} after={after} />
        ))}
        {secretChanged && (
          <tr>
            <th scope="row">{settingText(t, 'privateKey', 'label')}</th>
            <td>{t('configurations.diff.secret')}</td>
            <td>{t('configurations.diff.secretChanged')}</td>
          </tr>
        )}
      </tbody>
    </Table>
  );
}

type RowProps = {
  readonly path: ConfigurationPath;
  readonly before: object;
  readonly after: object;
};

function DiffRow({ path, before, after }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <tr>
      <th scope="row">{settingText(t, path, 'label')}</th>
      <td>
        <del>{formatSetting(t, path, { value: valueAt(before, path), language })}</del>
      </td>
      <td>
        <ins>{formatSetting(t, path, { value: valueAt(after, path), language })}</ins>
      </td>
    </tr>
  );
}
