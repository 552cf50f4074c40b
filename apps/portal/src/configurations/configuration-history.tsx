import type { TFunction } from 'i18next';
import {
  type ConfigurationAnswer,
  type ConfigurationVersion,
  differingFields,
} from '@abgleich/contracts';
import { NativeSelect, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { configurationVersionsQuery } from '../api/configurations.js';
import { PagePending } from '../app/page-states.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { ExactMoment } from '../ui/moment.js';
import { Badge } from '../ui/badge.js';
import classes from './configurations.module.css';
import { DiffTable } from './diff-table.js';
import { knownFields } from './known-fields.js';
import { authorWords } from './place-words.js';
import { RestoreVersion } from './restore-version.js';
import { settingText } from './setting-text.js';
import { useIsAdmin } from './use-is-admin.js';

const route = getRouteApi('/inside/konfiguration/$configurationId');
type Versions = readonly ConfigurationVersion[];

/** Every version with its author; what changed, between any two; and the way back to one. */
export function ConfigurationHistory({ current }: { current: ConfigurationAnswer }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(configurationVersionsQuery(current.id));
  if (data === undefined)
    return error === null ? <PagePending /> : <ConnectionNotice error={error} readAt={undefined} />;
  return (
    <div className={classes.historyPage} data-testid="history-page">
      <Compare versions={data.versions} />
      <h2 className={classes.sectionTitle}>{t('configurations.versions.title')}</h2>
      <div className={classes.card}>
        <Table className={classes.table} verticalSpacing={10} horizontalSpacing={14}>
          <caption className="visually-hidden">{t('configurations.versions.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('configurations.versions.version')}</th>
              <th scope="col">{t('configurations.versions.savedAt')}</th>
              <th scope="col">{t('configurations.versions.by')}</th>
              <th scope="col">{t('configurations.versions.changes')}</th>
              <th scope="col">{t('configurations.column.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {data.versions.map((one, index) => (
              <VersionRow
                key={one.version}
                one={one}
                before={data.versions[index + 1]}
                newest={data.versions[0]}
                current={current}
              />
            ))}
          </tbody>
        </Table>
      </div>
      {data.truncated && <p className={classes.quiet}>{t('configurations.versions.truncated')}</p>}
    </div>
  );
}

type RowProps = {
  readonly one: ConfigurationVersion;
  readonly before: ConfigurationVersion | undefined;
  readonly newest: ConfigurationVersion | undefined;
  readonly current: ConfigurationAnswer;
};

function VersionRow({ one, before, newest, current }: RowProps) {
  const { t } = useTranslation();
  const isAdmin = useIsAdmin();
  const isNewest = one.version === newest?.version;
  return (
    <tr data-testid={`version-${one.version}`}>
      <th scope="row">
        <span className={classes.state}>
          {t('configurations.version', { version: one.version })}
          {isNewest && <Badge tone="green">{t('configurations.versions.current')}</Badge>}
        </span>
      </th>
      <td data-label={t('configurations.versions.savedAt')}>
        <ExactMoment at={one.savedAt} />
      </td>
      <td data-label={t('configurations.versions.by')}>{authorWords(t, one.savedBy)}</td>
      <td data-label={t('configurations.versions.changes')}>{changesText(t, one, before)}</td>
      <td>
        {isAdmin && !isNewest && newest !== undefined && (
          <RestoreVersion wanted={one} newest={newest} current={current} />
        )}
      </td>
    </tr>
  );
}

/** The names of the fields that a version changed. */
function changesText(
  t: TFunction,
  one: ConfigurationVersion,
  before: ConfigurationVersion | undefined,
): string {
  if (one.version === 1) return t('configurations.versions.first');
  if (before === undefined) return t('configurations.diff.unknown');
  const paths = differingFields(knownFields(before.fields), knownFields(one.fields));
  const labels = paths.map((path) => settingText(t, path, 'label'));
  if (one.privateKeyChanged === true) labels.push(settingText(t, 'privateKey', 'label'));
  return labels.length === 0 ? t('configurations.versions.nothing') : labels.join(', ');
}

function Compare({ versions }: { versions: Versions }) {
  const { t } = useTranslation();
  const { von, bis } = route.useSearch();
  const navigate = route.useNavigate();
  const [newest, second] = versions;
  if (newest === undefined || second === undefined) return null;
  const find = (number: number | undefined) => versions.find((one) => one.version === number);
  const from = find(von) ?? second;
  const to = find(bis) ?? newest;
  const choose = (change: { von?: number; bis?: number }) =>
    void navigate({
      search: { ansicht: 'verlauf', von: from.version, bis: to.version, ...change },
      replace: true,
      resetScroll: false,
    });
  const [older, younger] = from.version < to.version ? [from, to] : [to, from];
  const between = versions.filter(
    ({ version }) => version > older.version && version <= younger.version,
  );
  return (
    <section className={classes.section} aria-labelledby="compare-title" data-testid="compare">
      <h2 id="compare-title" className={classes.sectionTitle}>
        {t('configurations.versions.compare')}
      </h2>
      <div className={classes.compareRow}>
        <VersionSelect
          label={t('configurations.versions.from')}
          {...{ versions, value: from.version, onChange: (version) => choose({ von: version }) }}
        />
        <VersionSelect
          label={t('configurations.versions.to')}
          {...{ versions, value: to.version, onChange: (version) => choose({ bis: version }) }}
        />
      </div>
      <DiffTable
        before={knownFields(from.fields)}
        after={knownFields(to.fields)}
        beforeTitle={t('configurations.diff.versionN', { version: from.version })}
        afterTitle={t('configurations.diff.versionN', { version: to.version })}
        secretChanged={between.some((one) => one.privateKeyChanged === true)}
      />
    </section>
  );
}

type VersionSelectProps = {
  readonly label: string;
  readonly versions: Versions;
  readonly value: number;
  readonly onChange: (version: number) => void;
};

function VersionSelect({ label, versions, value, onChange }: VersionSelectProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={label}
      value={String(value)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
      data={versions.map(({ version, savedBy }) => ({
        value: String(version),
        label: `${version} – ${authorWords(t, savedBy)}`,
      }))}
    />
  );
}
