import type { ConfigurationAnswer } from '@abgleich/contracts';
import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useEffect, useRef } from 'react';
import classes from './configurations.module.css';
import { DiffTable } from './diff-table.js';
import { authorWords } from './place-words.js';
import { valuesOf } from './settings.js';

type ConflictPanelProps = {
  readonly base: ConfigurationAnswer;
  readonly theirs: ConfigurationAnswer;
  readonly onKeep: () => void;
  readonly onTake: () => void;
};

/** Somebody else was quicker: what they changed, and the two ways on. What was entered stays in the form below until one of them is chosen. */
export function ConflictPanel({ base, theirs, onKeep, onTake }: ConflictPanelProps) {
  const { t } = useTranslation();
  const { version, savedBy } = theirs;
  const name = authorWords(t, savedBy);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <div ref={panel} tabIndex={-1} role="alert" className={classes.warning} data-testid="conflict">
      <IconUsers size={18} aria-hidden />
      <div>
        <strong>{t('configurations.conflict.title', { name, version })}</strong>
        <p>{t('configurations.conflict.text')}</p>
        <DiffTable
          before={valuesOf(base)}
          after={valuesOf(theirs)}
          beforeTitle={t('configurations.diff.versionN', { version: base.version })}
          afterTitle={t('configurations.diff.versionN', { version })}
          secretChanged={false}
        />
        <p className={classes.quiet}>{t('configurations.conflict.keepHint')}</p>
        <div className={classes.refusalChoices}>
          <Button size="xs" onClick={onKeep} data-testid="conflict-keep">
            {t('configurations.conflict.keep', { version })}
          </Button>
          <Button size="xs" variant="default" onClick={onTake} data-testid="conflict-take">
            {t('configurations.conflict.take')}
          </Button>
        </div>
      </div>
    </div>
  );
}
