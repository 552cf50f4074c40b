import type { ConfigurationAnswer, ConfigurationVersion } from '@abgleich/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { configurationsQuery, restoreConfiguration } from '../api/configurations.js';
import { AskDialog } from './ask-dialog.js';
import classes from './configurations.module.css';
import { DiffTable } from './diff-table.js';
import { InFlightNotice } from './in-flight-notice.js';
import { knownFields } from './known-fields.js';
import { isUnchecked, refusalText } from './save-refusal.js';

type RestoreVersionProps = {
  readonly wanted: ConfigurationVersion;
  readonly newest: ConfigurationVersion;
  readonly current: ConfigurationAnswer;
};

/** Makes an earlier version the newest one, after showing what that changes. */
export function RestoreVersion({ wanted, newest, current }: RestoreVersionProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asks, setAsks] = useState(false);
  const { version } = wanted;
  const restoring = useMutation({
    mutationFn: (uncheckedKeys: 'refuse' | 'save') =>
      restoreConfiguration(current.id, { version, baseVersion: newest.version, uncheckedKeys }),
    onSuccess: () => setAsks(false),
    // Also after a refusal: somebody else may have saved a version that the list does not show yet.
    onSettled: () => client.invalidateQueries({ queryKey: configurationsQuery.queryKey }),
  });
  const { error } = restoring;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          restoring.reset();
          setAsks(true);
        }}
        aria-label={t('configurations.ask.restoreTitle', { version })}
        data-testid="restore"
      >
        {t('configurations.versions.restore')}
      </Button>
      <AskDialog
        opened={asks}
        title={t('configurations.ask.restoreTitle', { version })}
        yes={t(
          isUnchecked(error)
            ? 'configurations.refusal.saveUnchecked'
            : 'configurations.ask.restore',
        )}
        no={t('configurations.ask.abort')}
        busy={restoring.isPending}
        testId="restore-ask"
        onYes={() => restoring.mutate(isUnchecked(error) ? 'save' : 'refuse')}
        onNo={() => setAsks(false)}
      >
        <p>{t('configurations.ask.restoreText', { next: newest.version + 1 })}</p>
        <DiffTable
          before={knownFields(newest.fields)}
          after={knownFields(wanted.fields)}
          beforeTitle={t('configurations.diff.before')}
          afterTitle={t('configurations.diff.after')}
          secretChanged={false}
        />
        <InFlightNotice count={current.inFlight} />
        {error !== null && (
          <p role="alert" className={classes.settingError}>
            {refusalText(t, error)}
          </p>
        )}
      </AskDialog>
    </>
  );
}
