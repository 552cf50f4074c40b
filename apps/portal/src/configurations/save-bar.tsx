import { differingFields, valueAt } from '@abgleich/contracts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { AskDialog } from './ask-dialog.js';
import classes from './configurations.module.css';
import { SaveRefusal } from './save-refusal.js';
import { settingText } from './setting-text.js';
import { type FormValues, SECTIONS } from './settings.js';

type SaveBarProps = {
  readonly initial: FormValues;
  readonly version: number;
  readonly refused: Error | null;
  readonly busy: boolean;
  readonly onAgain: () => void;
  readonly onUnchecked: () => void;
  readonly onDiscard: () => void;
};

/** Stays in sight while something is unsaved: what is open, why a save was refused, and the two ways out. */
export function SaveBar(props: SaveBarProps) {
  const { t } = useTranslation();
  const [discards, setDiscards] = useState(false);
  const isNew = props.version === 0;
  return (
    <div className={classes.bar} data-testid="save-bar">
      {props.refused !== null && (
        <SaveRefusal
          error={props.refused}
          onAgain={props.onAgain}
          onUnchecked={props.onUnchecked}
        />
      )}
      <div className={classes.barRow}>
        <BarWords initial={props.initial} isNew={isNew} />
        <div className={classes.barButtons}>
          {!isNew && (
            <Button variant="default" onClick={() => setDiscards(true)} data-testid="discard">
              {t('configurations.bar.discard')}
            </Button>
          )}
          <Button type="submit" loading={props.busy} data-testid="save">
            {t('configurations.bar.save')}
          </Button>
        </div>
      </div>
      <AskDialog
        opened={discards}
        title={t('configurations.ask.discardTitle')}
        yes={t('configurations.bar.discard')}
        no={t('configurations.ask.cancel')}
        testId="discard-ask"
        onYes={() => {
          setDiscards(false);
          props.onDiscard();
        }}
        onNo={() => setDiscards(false)}
      >
        <p>{t('configurations.ask.discardText', { version: props.version })}</p>
      </AskDialog>
    </div>
  );
}

/** All fields in the order in which the form shows them. */
const SHOWN = SECTIONS.flatMap(({ paths }) => [...paths]);

/** After a try to save: which fields are wrong. Before: how many are changed. */
function BarWords({ initial, isNew }: { initial: FormValues; isNew: boolean }) {
  const { t } = useTranslation();
  const { control, formState } = useFormContext<FormValues>();
  const values = useWatch({ control });
  const wrong = SHOWN.filter((path) => valueAt(formState.errors, path) !== undefined);
  if (formState.isSubmitted && wrong.length > 0) {
    const fields = wrong.map((path) => settingText(t, path, 'label')).join(', ');
    return (
      <p role="alert" className={classes.barWrong} data-testid="bar-wrong">
        {t('configurations.bar.errors', { count: wrong.length, fields })}
      </p>
    );
  }
  if (isNew) return <p>{t('configurations.bar.newUnsaved')}</p>;
  const count = differingFields(initial, values).length;
  return <p role="status">{count === 0 ? '' : t('configurations.bar.changes', { count })}</p>;
}
